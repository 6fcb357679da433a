/* The door of this feature: what others may use of it. In the first load there is only what keeps the room. */
import clsx from 'clsx'
import { onDemand } from '../../design/on-demand.tsx'

const { Part: Card } = onDemand(async () => (await import('./shared-post-card.tsx')).SharedPostCard)

interface SharedPostsProps {
  postIds: readonly string[]
  isInOwn: boolean
  className: string
}

/** The posts that a message shares, as whoever looks may see them. */
export function SharedPosts({ postIds, isInOwn, className }: SharedPostsProps) {
  if (postIds.length === 0) return null
  return (
    <div className={clsx('flex flex-col gap-1.5', className)}>
      {postIds.map((postId) => (
        <div key={postId} className="h-22 w-72 max-w-full">
          <Card postId={postId} isInOwn={isInOwn} />
        </div>
      ))}
    </div>
  )
}
