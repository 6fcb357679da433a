import { limits } from '@kith/protocol/limits.ts'
import type { Api } from './api.ts'
import { withKey } from './state.ts'
import type { MemberList } from './state.ts'
import type { Store } from './store.ts'

/** Adds the first or the next page of a conversation's members to the state. @throws ProblemError, OfflineError */
export async function loadMembers(api: Api, store: Store, conversationId: string): Promise<void> {
  const known = store.state.members.get(conversationId)
  if (known?.isLoading === true || (known !== undefined && known.nextCursor === null)) return
  const put = (list: MemberList | undefined): void => {
    store.update((state) => ({ ...state, members: withKey(state.members, conversationId, list) }))
  }
  const cursor = known?.nextCursor ?? null
  const items = known?.items ?? []
  put({ items, nextCursor: cursor, isLoading: true })
  try {
    const page = await api.call('GET /api/conversations/:conversationId/members', {
      conversationId,
      limit: limits.pageMax,
      ...(cursor === null ? {} : { cursor }),
    })
    put({ items: [...items, ...page.items], nextCursor: page.nextCursor, isLoading: false })
  } catch (error) {
    put(known)
    throw error
  }
}
