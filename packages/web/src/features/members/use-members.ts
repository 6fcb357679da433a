import type { Member } from '@kith/protocol/conversations.ts'
import { limits } from '@kith/protocol/limits.ts'
import { client } from '../../live/client.ts'
import { usePending } from '../../live/later.ts'
import { useKith } from '../../live/use-kith.ts'
import { TYPING_PAUSE_MS, useAnswer } from '../asking/asking.ts'

export interface Members {
  /** Undefined while nothing is known. */
  items: readonly Member[] | undefined
  error: unknown
  hasMore: boolean
  isLoadingMore: boolean
  again: () => void
  more: () => Promise<void>
}

const rankOf = { owner: 0, admin: 1, member: 2 }

/** Who is in a conversation, kept live; with `q`, those whose name begins with it, as the server finds them. */
export function useMembers(conversationId: string, q: string): Members {
  const list = useKith((state) => state.members.get(conversationId))
  const removals = usePending()
  const isMissing = list === undefined
  // The list is dropped from the state when it can no longer be kept true; whoever looks at it loads it again.
  const first = useAnswer(`${conversationId} ${isMissing}`, async () => {
    if (client.state.members.get(conversationId) === undefined) await client.loadMembers(conversationId)
    return null
  })
  const found = useAnswer(
    q,
    async (signal) => {
      if (q === '') return null
      const input = { conversationId, q, limit: limits.pageMax }
      return (await client.api.call('GET /api/conversations/:conversationId/members', input, { signal })).items
    },
    q === '' ? 0 : TYPING_PAUSE_MS,
  )
  const isSearch = q !== ''
  const known = list !== undefined && !(list.isLoading && list.items.length === 0) ? list.items : undefined
  const live = new Map(known?.map((member) => [member.user.id, member]))
  const items = isSearch ? found.value?.map((member) => live.get(member.user.id) ?? member) : known
  return {
    items: items
      ?.filter(({ user }) => !removals.has(`${conversationId} ${user.id}`))
      // Newcomers are put last by the live list.
      .toSorted((a, b) => rankOf[a.role] - rankOf[b.role]),
    error: isSearch ? found.error : first.error,
    hasMore: !isSearch && list !== undefined && list.nextCursor !== null,
    isLoadingMore: list?.isLoading === true,
    again: isSearch ? found.again : first.again,
    more: () => client.loadMembers(conversationId),
  }
}
