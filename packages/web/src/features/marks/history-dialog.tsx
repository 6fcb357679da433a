import type { Message } from '@kith/protocol/messages.ts'
import { Dialog } from '../../design/dialog.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { exactTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded, useAnswer } from '../asking/asking.ts'
import { Markdown } from '../markdown/markdown.tsx'

/** What a message says and said before, the newest first. */
export function HistoryDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { shell } = useWords()
  const { marks: t } = useMoreWords()
  const asked = useAnswer(`${message.id} ${message.rev}`, () => client.marks.history(message.id))
  const now = { body: message.body, writtenAt: message.editedAt ?? message.createdAt }
  return (
    <Dialog isOpen onIsOpenChange={onClose} title={t.history} closeLabel={shell.close}>
      {asked.value === undefined && asked.error === null && <SkeletonList count={3} label={shell.loading} />}
      {asked.value === undefined && asked.error !== null && (
        <NotLoaded error={asked.error} onAgain={asked.again} words={t} />
      )}
      {asked.value?.length === 0 && <p className="text-muted">{t.noHistory}</p>}
      {asked.value !== undefined && (
        <ol className="flex flex-col divide-y divide-line">
          {[now, ...asked.value.toReversed()].map(({ body, writtenAt }, index) => (
            <li key={writtenAt} className="flex flex-col gap-1 py-3">
              <p className="text-sm text-muted">
                {index === 0 && <span className="font-semibold text-ink">{t.now} · </span>}
                <time dateTime={writtenAt}>{exactTime(writtenAt)}</time>
              </p>
              <div dir="auto" className="[overflow-wrap:anywhere]">
                <Markdown source={body} />
              </div>
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  )
}
