import type { UserProfile } from '@kith/protocol/users.ts'
import { onDemand } from '../../design/on-demand.tsx'
import { NewPostButton } from '../posting/posting.tsx'
import { useStanding } from './use-standing.ts'

const { Part: PostGrid } = onDemand(async () => (await import('../posts/posts.tsx')).PostGrid)

/** What somebody posted, below who they are. */
export function ProfilePosts({ profile, isMe }: { profile: UserProfile; isMe: boolean }) {
  const { friendship, follow, isBlocked } = useStanding(profile.id, profile.relation)
  return (
    <div className="mt-8 -mx-5 w-[calc(100%+2.5rem)] border-t border-line pt-0.5 md:mx-0 md:w-full md:pt-1">
      <PostGrid
        profile={profile}
        isMe={isMe}
        standing={`${friendship} ${follow} ${isBlocked}`}
        firstStep={<NewPostButton />}
      />
    </div>
  )
}
