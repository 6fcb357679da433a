import type { Relation } from '@kith/protocol/users.ts'
import { MessageCircle } from 'lucide-react'
import { IconButton } from '../../design/icon-button.tsx'
import { personName } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useWatch } from '../../live/watch.ts'
import { useWriteTo } from '../../live/use-write-to.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { FirstStep } from './first-step.tsx'
import { byName, useKnownPeople } from './known-people.ts'
import type { ShownListProps } from './people-list.tsx'
import { PersonRow } from './person-row.tsx'

const rank = { online: 0, away: 1, offline: 2 }

/** One's friends: those who are here first, then by name. */
export function Friends({ q, openUsername, onAdd }: ShownListProps) {
  const { people: t } = useMoreWords()
  const writeTo = useWriteTo()
  const report = useReport()
  const presence = useKith((state) => state.presence)
  const friends = useKnownPeople(q).filter(({ friendship }) => friendship === 'friends')
  const rankOf = ({ user }: Relation): number => rank[presence.get(user.id) ?? 'offline']
  const sorted = friends.toSorted((a, b) => rankOf(a) - rankOf(b) || byName(a, b))
  useWatch(friends.map(({ user }) => user.id).toSorted())
  return (
    <div className="flex min-h-0 grow flex-col overflow-y-auto px-2 pb-2">
      {sorted.length === 0 && <FirstStep title={t.noFriends} text={t.noFriendsText} q={q} onAdd={onAdd} />}
      <ul>
        {sorted.map(({ user }) => (
          <PersonRow
            key={user.id}
            person={user}
            show="friends"
            isOpen={user.username === openUsername}
            action={
              <IconButton
                label={`${t.message}: ${personName(user)}`}
                icon={<MessageCircle />}
                size="sm"
                onClick={() => void writeTo(user.id).catch((error: unknown) => report(t.notOpened, error))}
              />
            }
          />
        ))}
      </ul>
    </div>
  )
}
