import type { UserCard, UserProfile } from '@kith/protocol/users.ts'
import { client } from '../../live/client.ts'
import { useRelation } from '../../live/relations.ts'
import { useAnswer } from '../asking/asking.ts'

/** Who only passes by, from conversation to conversation, asks nothing. */
const DELAY_MS = 250

/**
 * What one sees of the other of a direct conversation; asked anew when it changes how the two stand, and
 * when they write first, since they hear the answer then.
 */
export function usePeerProfile(peer: UserCard | null, hasHeard: boolean): UserProfile | null {
  const rev = useRelation(peer?.id)?.personalRev ?? 0
  const username = peer?.username ?? ''
  const { value } = useAnswer<UserProfile | null>(
    `${username} ${rev} ${hasHeard}`,
    async (signal) => (username === '' ? null : client.api.call('GET /api/users/:username', { username }, { signal })),
    DELAY_MS,
  )
  return value ?? null
}
