import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { Link } from '@tanstack/react-router'
import { MessageCircle } from 'lucide-react'
import { Button } from '../../design/button.tsx'
import { Skeleton } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { nameOf, personName } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { shortTime } from '../../words/dates.ts'
import { useFileWords } from '../../words/file-words.ts'
import { usePages } from '../asking/asking.ts'

/** Into which conversations of one's own a file was shared. */
export function SharedIn({ entry: { projectId, id: fileId } }: { entry: ProjectEntry }) {
  const { filePreview } = useFileWords()
  const { details: t } = filePreview
  const report = useReport()
  const myId = useKith((state) => state.me?.id ?? '')
  const conversations = useKith((state) => state.conversations)
  const { items, error, hasMore, isLoadingMore, more } = usePages(`${projectId} ${fileId}`, (cursor, signal) =>
    client.api.call(
      'GET /api/projects/:projectId/files/:fileId/shares',
      { projectId, fileId, limit: 20, ...(cursor === undefined ? {} : { cursor }) },
      signal === undefined ? {} : { signal },
    ),
  )

  function titleOf(conversationId: string, title: string | null): string {
    const known = conversations.get(conversationId)
    return title ?? (known === undefined ? t.noTitle : nameOf(known, myId))
  }

  return (
    <section aria-label={t.shared} className="mt-5 border-t border-line pt-4">
      <h3 className="pb-1 font-bold">{t.shared}</h3>
      {items === undefined && (error === null || error === undefined) && (
        <div className="flex flex-col gap-2 py-1">
          <output className="sr-only">{t.sharedLoading}</output>
          <Skeleton className="h-3.5 w-3/5" />
          <Skeleton className="h-3.5 w-2/5" />
        </div>
      )}
      {items === undefined && error !== null && error !== undefined && (
        <p className="text-sm text-muted">{t.sharedNotLoaded}</p>
      )}
      {items?.length === 0 && <p className="text-sm text-muted">{t.notShared}</p>}
      <ul className="-mx-2 flex flex-col">
        {items?.map(({ messageId, conversationId, conversationTitle, seq, author, createdAt, excerpt }) => (
          <li key={messageId}>
            <Link
              to="/chats/$conversationId"
              params={{ conversationId }}
              search={{ at: seq }}
              className="flex items-start gap-2.5 rounded-md px-2 py-2 hover:bg-hover"
            >
              <MessageCircle aria-hidden="true" className="mt-0.5 size-4.5 shrink-0 text-muted" />
              <span className="flex min-w-0 flex-col text-sm">
                <span className="truncate font-medium">
                  <bdi>{titleOf(conversationId, conversationTitle)}</bdi>
                </span>
                {excerpt !== '' && (
                  <span dir="auto" className="words-line text-muted">
                    {excerpt}
                  </span>
                )}
                <span className="text-xs text-muted">{t.sharedBy(personName(author), shortTime(createdAt))}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {hasMore && (
        <Button
          size="sm"
          isLoading={isLoadingMore}
          onClick={() => void more().catch((failure: unknown) => report(t.sharedNotLoaded, failure))}
        >
          {t.more}
        </Button>
      )}
    </section>
  )
}
