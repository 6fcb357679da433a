import type { Member } from '@kith/protocol/conversations.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { Message } from '@kith/protocol/messages.ts'
import { Check, CheckCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { useId } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { personName } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded, useAnswer } from '../asking/asking.ts'

/** Who has read a message of one's own, who has it, and who does not show that. It stays true while it is open. */
export function Receipts({ message, onClose }: { message: Message; onClose: () => void }) {
  const { shell } = useWords()
  const { receipts: t } = useMoreWords().members
  const { conversationId, threadId, seq } = message
  const myId = useKith((state) => state.me?.id)
  const read = useKith((state) =>
    threadId === null ? state.readBy.get(conversationId) : state.threadReads.get(threadId),
  )
  const delivered = useKith((state) => state.deliveredTo.get(conversationId))
  const answer = useAnswer(message.id, async (signal) => {
    const members = client.api.call(
      'GET /api/conversations/:conversationId/members',
      { conversationId, limit: limits.smallConversationMembers },
      { signal },
    )
    if (threadId === null) return { ...(await members), places: null }
    const inThread = client.api.call('GET /api/messages/:messageId/thread/places', { messageId: threadId }, { signal })
    const [{ items }, places] = await Promise.all([members, inThread])
    return { items, places: new Map(places.items.map(({ userId, lastReadSeq }) => [userId, lastReadSeq])) }
  })
  const groups = { read: [] as Member[], delivered: [] as Member[], waiting: [] as Member[], hidden: [] as Member[] }
  const places = answer.value?.places ?? null
  for (const member of answer.value?.items ?? []) {
    const { user, lastReadSeq, deliveredSeq } = member
    if (user.id === myId) continue
    // Who does not follow a thread may have it, but is not known to have read it.
    const readTo = places === null ? (lastReadSeq ?? 0) : (places.get(user.id) ?? 0)
    if (lastReadSeq === null) groups.hidden.push(member)
    else if (Math.max(readTo, read?.get(user.id) ?? 0) >= seq) groups.read.push(member)
    else if (Math.max(deliveredSeq ?? 0, delivered?.get(user.id) ?? 0) >= seq) groups.delivered.push(member)
    else groups.waiting.push(member)
  }
  return (
    <Dialog isOpen onIsOpenChange={onClose} title={t.title} closeLabel={shell.close} size="sm">
      {answer.error !== null && <NotLoaded error={answer.error} onAgain={answer.again} words={t} />}
      {answer.value === undefined && answer.error === null && <SkeletonList label={t.loading} count={3} />}
      {answer.value !== undefined && (
        <div className="flex flex-col gap-4">
          <Group title={t.readBy(groups.read.length)} members={groups.read}>
            <CheckCheck aria-hidden="true" className="size-4 text-accent-text" />
          </Group>
          <Group title={t.deliveredTo(groups.delivered.length)} members={groups.delivered}>
            <CheckCheck aria-hidden="true" className="size-4 text-muted" />
          </Group>
          <Group title={t.notYet(groups.waiting.length)} members={groups.waiting}>
            <Check aria-hidden="true" className="size-4 text-muted" />
          </Group>
          {groups.hidden.length > 0 && <p className="text-sm text-muted">{t.hidden(groups.hidden.length)}</p>}
        </div>
      )}
    </Dialog>
  )
}

function Group({ title, members, children }: { title: string; members: readonly Member[]; children: ReactNode }) {
  const id = useId()
  if (members.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="flex items-center gap-2 pb-1 text-sm font-semibold text-muted">
        {children}
        {title}
      </h3>
      <ul>
        {members.map(({ user }) => (
          <li key={user.id} className="flex min-h-11 items-center gap-3">
            <Avatar id={user.id} name={user.displayName} src={user.avatarUrl} size="sm" />
            <bdi className="min-w-0 truncate">{personName(user)}</bdi>
          </li>
        ))}
      </ul>
    </section>
  )
}
