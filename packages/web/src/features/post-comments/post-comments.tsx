/* The door of this feature: what people say about a post. What draws it comes when it is first asked for. */
import { onDemand } from '../../design/on-demand.tsx'

export const { Part: PostComments } = onDemand(async () => (await import('./comments.tsx')).Comments)
