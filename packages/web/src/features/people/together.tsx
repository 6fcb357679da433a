import type { Conversation } from '@kith/protocol/conversations.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { client } from '../../live/client.ts'
import { ConversationFace } from '../../live/conversation-face.tsx'
import { listedAll } from '../../live/listing.ts'
import { nameOf } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useAnswer } from '../asking/asking.ts'

/** How many conversations, newest first, whose members are not all known are asked about. */
const ASKED_MAX = 10
/** Who only passes by, from profile to profile, asks nothing. */
const DELAY_MS = 250

/** The groups and channels in which one meets somebody. */
export function Together({ person }: { person: UserCard }) {
  const id = useId()
  const { people: t } = useMoreWords()
  const many = useKith(listedAll).filter(({ kind }) => kind !== 'direct')
  const myId = useKith((state) => state.me?.id ?? '')
  const unknown = many.filter((entry) => !isKnown(entry)).slice(0, ASKED_MAX)
  const found = useAnswer(
    unknown
      .map((entry) => entry.id)
      .toSorted()
      .join(' '),
    async (signal) => {
      const answers = await Promise.all(unknown.map((entry) => isIn(entry.id, person, signal)))
      return new Set(unknown.filter((_, index) => answers[index]).map((entry) => entry.id))
    },
    DELAY_MS,
  )
  const shared = many.filter((entry) =>
    isKnown(entry) ? entry.isLobby || entry.members.some((each) => each.id === person.id) : found.value?.has(entry.id),
  )
  if (shared.length === 0) return null
  return (
    <section aria-labelledby={id} className="mt-8 w-full border-t border-line pt-5 text-start">
      <p id={id} className="mb-1.5 px-2.5 text-sm font-semibold text-muted">
        {t.together}
      </p>
      <ul>
        {shared.map((entry) => (
          <li key={entry.id}>
            <Link
              to="/chats/$conversationId"
              params={{ conversationId: entry.id }}
              className="flex min-h-11 items-center gap-3 rounded-md px-2.5 py-1.5 transition-colors hover:bg-hover"
            >
              <ConversationFace entry={entry} myId={myId} size="md" />
              <bdi className="min-w-0 truncate font-medium">{nameOf(entry, myId)}</bdi>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Whether the entry itself tells who is in it. */
function isKnown(entry: Conversation): boolean {
  return entry.isLobby || entry.members.length >= entry.memberCount
}

async function isIn(conversationId: string, { id, username }: UserCard, signal: AbortSignal): Promise<boolean> {
  const { items } = await client.api.call(
    'GET /api/conversations/:conversationId/members',
    { conversationId, q: username, limit: 20 },
    { signal },
  )
  return items.some(({ user }) => user.id === id)
}
