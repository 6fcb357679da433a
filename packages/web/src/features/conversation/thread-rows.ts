import type { ThreadWindow } from '@kith/sdk/state.ts'
import { isSameDay, rowsOf } from './rows.ts'
import type { Row, RowsInput } from './rows.ts'

interface ThreadRowsInput extends Pick<RowsInput, 'outbox' | 'me' | 'newAfterSeq'> {
  window: Pick<ThreadWindow, 'root' | 'items' | 'hasBefore' | 'hasAfter'>
}

/** What stands in a thread from top to bottom: the message with which it begins, how many answered, and the answers. */
export function threadRowsOf({ window, outbox, me, newAfterSeq }: ThreadRowsInput): Row[] {
  const { root, hasBefore } = window
  const count = root.thread?.replyCount ?? 0
  const [first, ...others] = rowsOf({ window, outbox, me, newAfterSeq })
  // The day of the message above holds for what was said on the same day.
  const isSame = first?.kind === 'day' && isSameDay(first.at, root.createdAt)
  return [
    {
      kind: root.kind === 'system' ? 'system' : 'message',
      key: root.id,
      message: root,
      root: null,
      isOwn: root.author.id === me.id,
      isFirst: true,
      isLast: true,
    },
    ...(count > 0 || first === undefined ? [{ kind: 'replies' as const, key: 'replies', count }] : []),
    ...(hasBefore ? [{ kind: 'gap' as const, key: 'gap' }] : []),
    ...(first === undefined || isSame ? [] : [first]),
    ...others,
  ]
}
