import type { PostTalk } from '@kith/sdk/post-talk.ts'
import { client } from '../../live/client.ts'

/** A comment is looked for among so many; further back nobody is led to one. */
const PAGES_MAX = 40
const CHANGES_MAX = 500

/** Loads as much of a talk as it takes to show one comment. @throws ProblemError, OfflineError */
export async function seek(talk: PostTalk, postId: string, commentId: string): Promise<void> {
  if (talk.state.comments.has(commentId)) return
  const parentId = await parentOf(postId, commentId)
  if (parentId === undefined) return
  const rootId = parentId ?? commentId
  for (let page = 0; page < PAGES_MAX && !talk.state.comments.has(rootId) && talk.state.hasMore; page++) {
    await talk.more()
  }
  if (parentId === null) return
  for (let page = 0; page < PAGES_MAX && !talk.state.comments.has(commentId); page++) {
    await talk.moreAnswers(parentId)
    if (talk.state.answers.get(parentId)?.nextCursor === null) return
  }
}

/** What a comment answers: null for one that begins, undefined where there is none by that id. */
async function parentOf(postId: string, commentId: string): Promise<string | null | undefined> {
  for (let page = 0, since = 0; page < PAGES_MAX; page++) {
    const at = { postId, since, limit: CHANGES_MAX }
    const { comments, upTo, more } = await client.api.call('GET /api/posts/:postId/comments/changes', at)
    const found = comments.find(({ id }) => id === commentId)
    if (found !== undefined) return found.parentId
    if (!more) return undefined
    since = upTo
  }
  return undefined
}
