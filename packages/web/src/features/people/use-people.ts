import type { UserCard } from '@kith/protocol/users.ts'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { TYPING_PAUSE_MS, usePages } from '../asking/asking.ts'
import type { Pages } from '../asking/asking.ts'

/**
 * Everyone whose username or name has a word that begins with `q`, page by page. The lobby holds everyone, so its
 * members are asked for; people search ends after twenty.
 */
export function usePeople(q: string): Pages<UserCard> {
  const lobbyId = useKith((state) => {
    for (const entry of state.conversations.values()) if (entry.isLobby) return entry.id
    return null
  })
  const isListLoaded = useKith((state) => state.isListLoaded)
  const place = lobbyId ?? (isListLoaded ? 'everywhere' : 'unknown')
  return usePages(
    `${place} ${q}`,
    async (cursor, signal) => {
      if (lobbyId === null) return { items: await client.searchPeople(q, signal), nextCursor: null }
      const page = await client.api.call(
        'GET /api/conversations/:conversationId/members',
        { conversationId: lobbyId, q, limit: 60, ...(cursor === undefined ? {} : { cursor }) },
        signal === undefined ? {} : { signal },
      )
      return { items: page.items.map(({ user }) => user), nextCursor: page.nextCursor }
    },
    q === '' ? 0 : TYPING_PAUSE_MS,
  )
}
