import type { SharedItem } from '@kith/protocol/uploads.ts'
import { Link } from '@tanstack/react-router'
import { Link2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { Tabs } from '../../design/tabs.tsx'
import { client } from '../../live/client.ts'
import { personName } from '../../live/naming.ts'
import { useReport } from '../../live/use-report.ts'
import { showViewer } from '../../live/viewer.ts'
import { shortTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { NotLoaded, usePages } from '../asking/asking.ts'
import { isVisual } from './box.ts'
import { Card } from './card.tsx'
import { Tile } from './pictures.tsx'

const kinds = ['media', 'files', 'links'] as const
type Kind = (typeof kinds)[number]

/** All that was shared in a conversation, the newest first. */
export function Gallery({ conversationId }: { conversationId: string }) {
  const { gallery: t } = useMoreWords().attachments
  const [kind, setKind] = useState<Kind>('media')
  return (
    <section aria-label={t.title} className="-mx-5 flex flex-col">
      <h3 className="px-5 pb-1 font-bold">{t.title}</h3>
      <Tabs
        label={t.title}
        value={kind}
        onValueChange={setKind}
        className="px-4"
        tabs={kinds.map((value) => ({
          value,
          label: t.kinds[value],
          content: value === kind && <Shelf key={conversationId} conversationId={conversationId} kind={value} />,
        }))}
      />
    </section>
  )
}

function Shelf({ conversationId, kind }: { conversationId: string; kind: Kind }) {
  const { gallery: t } = useMoreWords().attachments
  const report = useReport()
  const pages = usePages(`${conversationId} ${kind}`, (cursor, signal) =>
    client.api.call(
      'GET /api/conversations/:conversationId/shared',
      { conversationId, kind, ...(cursor === undefined ? {} : { cursor }) },
      signal === undefined ? {} : { signal },
    ),
  )
  const { items } = pages
  if (pages.error !== null && pages.error !== undefined && items === undefined) {
    return <NotLoaded error={pages.error} onAgain={pages.again} words={t} />
  }
  if (items === undefined) return <SkeletonList count={3} label={t.loading} />
  if (items.length === 0) {
    return <EmptyState illustration={<EmptyPicture name="files" />} title={t.none[kind]} text={t.noneText[kind]} />
  }
  return (
    <>
      {kind === 'media' ? (
        <Media conversationId={conversationId} items={items} />
      ) : (
        <Rows items={items} conversationId={conversationId} />
      )}
      {pages.hasMore && (
        <Button
          className="mt-3 self-center"
          isLoading={pages.isLoadingMore}
          onClick={() => void pages.more().catch((error: unknown) => report(t.notLoaded, error))}
        >
          {t.more}
        </Button>
      )}
    </>
  )
}

interface ShelfProps {
  conversationId: string
  items: readonly SharedItem[]
}

function Media({ conversationId, items }: ShelfProps) {
  const visuals = items.map(({ attachment }) => attachment).filter((one) => one !== null && isVisual(one))
  // The viewer goes through them as time went; here the newest stands first.
  const inTime = visuals.toReversed()
  return (
    <ul className="grid grid-cols-3 gap-1 pt-3">
      {visuals.map((visual) => (
        <li key={visual.id} className="relative aspect-square overflow-hidden rounded-sm">
          <Tile
            visual={visual}
            isPending={false}
            widthPx={120}
            onOpen={() => showViewer({ conversationId, openId: visual.id, items: inTime })}
          />
        </li>
      ))}
    </ul>
  )
}

function Rows({ conversationId, items }: ShelfProps) {
  const { gallery: t } = useMoreWords().attachments
  return (
    <ul className="flex flex-col gap-2 pt-3">
      {items.map(({ messageId, seq, author, createdAt, attachment, links }) => (
        <li key={attachment?.id ?? messageId} className="flex min-w-0 flex-col">
          {attachment !== null && (
            <div className="h-14">
              <Card attachment={attachment} isInOwn={false} />
            </div>
          )}
          {links.map((address) => (
            <a
              key={address}
              href={address}
              target="_blank"
              rel="noreferrer nofollow"
              className="flex min-h-11 min-w-0 items-center gap-3 rounded-sm hover:bg-hover"
            >
              <Link2 aria-hidden="true" className="size-5 shrink-0 text-muted" />
              <bdi className="truncate text-accent-text">{address.replace(/^https?:\/\/(www\.)?/, '')}</bdi>
            </a>
          ))}
          <Link
            to="/chats/$conversationId"
            params={{ conversationId }}
            search={{ at: seq }}
            className="flex min-h-6 items-center truncate rounded-sm text-xs text-muted hover:text-ink"
          >
            {t.from(personName(author), shortTime(createdAt))}
          </Link>
        </li>
      ))}
    </ul>
  )
}
