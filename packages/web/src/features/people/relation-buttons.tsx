import type { UserProfile } from '@kith/protocol/users.ts'
import { Clock, Rss, UserPlus, UserRoundCheck } from 'lucide-react'
import type { KithState } from '@kith/sdk/state.ts'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { useKith } from '../../live/use-kith.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { AskFriend } from './ask-friend.tsx'
import { RelationMenu } from './relation-menu.tsx'
import { StandingButton } from './standing-button.tsx'
import { useRelating } from './use-relating.ts'
import { useStanding } from './use-standing.ts'
import { WriteButton } from './write-button.tsx'

interface RelationButtonsProps {
  profile: UserProfile
  /** Whether it offers to write to them. */
  mayWrite: boolean
}

/** What one may do with somebody, by how one stands to them. */
export function RelationButtons({ profile, mayWrite }: RelationButtonsProps) {
  const { people: t } = useMoreWords()
  const { friendship, follow } = useStanding(profile.id, profile.relation)
  const { unfriend, withdraw, follow: begin, unfollow } = useRelating(profile)
  const [isAsking, setIsAsking] = useState(false)
  // Where there is a conversation already, it may be read at least.
  const hasTalked = useKith((state) => hasTalk(state, profile.id))
  const isWritable = mayWrite && (profile.mayMessage || hasTalked)
  return (
    <div className="flex flex-wrap justify-center gap-2">
      {isWritable && <WriteButton userId={profile.id} />}
      {friendship === 'none' && (
        <Button
          variant={isWritable ? 'secondary' : 'primary'}
          icon={<UserPlus aria-hidden="true" />}
          onClick={() => setIsAsking(true)}
        >
          {t.add}
        </Button>
      )}
      {friendship === 'requested' && (
        <StandingButton
          icon={<Clock aria-hidden="true" />}
          label={t.asked}
          end={{ label: t.withdrawFriend, onSelect: withdraw }}
        />
      )}
      {friendship === 'friends' && (
        <StandingButton
          icon={<UserRoundCheck aria-hidden="true" />}
          label={t.friends}
          end={{ label: t.unfriend, isDanger: true, onSelect: unfriend }}
        />
      )}
      {follow === 'none' && (
        <Button icon={<Rss aria-hidden="true" />} onClick={() => void begin()}>
          {t.follow}
        </Button>
      )}
      {follow === 'requested' && (
        <StandingButton
          icon={<Clock aria-hidden="true" />}
          label={t.followRequested}
          end={{ label: t.withdrawFriend, onSelect: unfollow }}
        />
      )}
      {follow === 'following' && (
        <StandingButton
          icon={<Rss aria-hidden="true" />}
          label={t.isFollowing}
          end={{ label: t.unfollow, onSelect: unfollow }}
        />
      )}
      <RelationMenu profile={profile} />
      {isAsking && <AskFriend person={profile} onClose={() => setIsAsking(false)} />}
    </div>
  )
}

function hasTalk({ conversations }: KithState, userId: string): boolean {
  for (const { kind, lastSeq, members } of conversations.values()) {
    if (kind === 'direct' && lastSeq > 0 && members.some(({ id }) => id === userId)) return true
  }
  return false
}
