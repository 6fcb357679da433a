import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { useMemo, useState } from 'react'
import { client } from '../../live/client.ts'
import type { FileView } from '../../live/file-view.ts'
import { useProjectNews } from '../../live/project-news.ts'
import { TYPING_PAUSE_MS, usePages } from '../asking/asking.ts'
import type { Pages } from '../asking/asking.ts'
import { compareEntries, withNews } from './entry-order.ts'
import { isPresent, rememberEntries } from './known-entries.ts'

const PAGE = 100

export interface ListedPlace {
  projectId: string
  of: 'folder' | 'trash'
  /** Null at the top. */
  parentId: string | null
  q: string
}

export interface Listing extends Pick<
  Pages<ProjectEntry>,
  'items' | 'error' | 'isAsking' | 'hasMore' | 'again' | 'more'
> {
  isLoadingMore: boolean
  /** Brings in what a call answered, as if it had been heard. */
  take: (entries: readonly ProjectEntry[]) => void
}

/** What is in a folder or in the trash, kept as it is by what happens in the project. */
export function useListing(place: ListedPlace, view: Pick<FileView, 'sort' | 'order'>): Listing {
  const { projectId, of, parentId, q } = place
  const { sort, order } = view
  const key = [projectId, of, parentId ?? '', q, sort, order].join(' ')
  const [heard, setHeard] = useState<{ key: string; news: ReadonlyMap<string, ProjectEntry> }>({ key, news: new Map() })
  const pages = usePages(
    key,
    async (cursor, signal) => {
      const page = await client.api.call(
        'GET /api/projects/:projectId/files',
        {
          projectId,
          of,
          limit: PAGE,
          ...(of === 'trash' ? {} : { sort, order }),
          ...(parentId === null ? {} : { parentId }),
          ...(q === '' ? {} : { q }),
          ...(cursor === undefined ? {} : { cursor }),
        },
        signal === undefined ? {} : { signal },
      )
      rememberEntries(page.items)
      return page
    },
    q === '' ? 0 : TYPING_PAUSE_MS,
  )

  function take(entries: readonly ProjectEntry[]): void {
    rememberEntries(entries)
    setHeard((before) => {
      const news = new Map(before.key === key ? before.news : [])
      for (const entry of entries) if ((news.get(entry.id)?.rev ?? -1) <= entry.rev) news.set(entry.id, entry)
      return { key, news }
    })
  }
  useProjectNews(projectId, ({ entries, isStale }) => {
    if (isStale) {
      // Among what was missed some of it may have gone.
      setHeard({ key, news: new Map() })
      pages.again()
    }
    if (entries.length > 0) take(entries)
  })

  const { items, hasMore } = pages
  const isInSearch = q !== ''
  const shown = useMemo(() => {
    if (items === undefined) return undefined
    const isHere = (entry: ProjectEntry): boolean => {
      if (of === 'trash') return entry.trashedAt !== null && !entry.isGone
      // What is found lies anywhere below: only that it is there still can be told.
      if (isInSearch) return isPresent(entry) && items.some(({ id }) => id === entry.id)
      return entry.parentId === parentId && isPresent(entry)
    }
    const compare = (a: ProjectEntry, b: ProjectEntry): number =>
      of === 'trash'
        ? (b.trashedAt ?? '').localeCompare(a.trashedAt ?? '') || b.id.localeCompare(a.id)
        : compareEntries(a, b, { sort, order })
    return withNews(items, heard.key === key ? heard.news : new Map(), isHere, compare, hasMore)
  }, [items, hasMore, heard, key, of, parentId, isInSearch, sort, order])

  return { ...pages, items: shown, take }
}
