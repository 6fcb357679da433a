/* The door of this feature: what goes on into conversations. What draws it comes when it is first asked for. */
import type { Post } from '@kith/protocol/posts.ts'
import { onDemand } from '../../design/on-demand.tsx'
import { setLayer } from '../../live/layers.ts'

export const { Part: ConversationsDialog } = onDemand(
  async () => (await import('./conversations-dialog.tsx')).ConversationsDialog,
)
const { Part: SharePost } = onDemand(async () => (await import('./share-post.tsx')).SharePost)
const { Part: TalkAbout } = onDemand(async () => (await import('./talk-about.tsx')).TalkAbout)

const close = (): void => setLayer('sharing', null)

/** Asks into which conversations a post goes as a card. */
export function sharePost(post: Post): void {
  setLayer('sharing', <SharePost post={post} onClose={close} />)
}

/** Begins a group about a post with those who commented on it. */
export function talkAboutPost(post: Post): void {
  setLayer('sharing', <TalkAbout post={post} onClose={close} />)
}
