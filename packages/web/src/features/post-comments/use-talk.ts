import { PostTalk } from '@kith/sdk/post-talk.ts'
import type { PostTalkState } from '@kith/sdk/post-talk.ts'
import { useCallback, useSyncExternalStore } from 'react'
import { client } from '../../live/client.ts'
import { onLeaving } from '../../live/leaving.ts'
import { posts } from '../../live/posts.ts'
import { useAnswer } from '../asking/asking.ts'

/** By post: what is said about it, while somebody looks at it or something waits to be sent. */
const talks = new Map<string, { talk: PostTalk; holders: number }>()

function hold(postId: string): PostTalk {
  const known = talks.get(postId) ?? { talk: new PostTalk(client, posts, postId), holders: 0 }
  known.holders++
  talks.set(postId, known)
  return known.talk
}

function letGo(postId: string): void {
  const known = talks.get(postId)
  if (known === undefined) return
  known.holders--
  // What could not be sent is still there when somebody comes back.
  if (known.holders > 0 || known.talk.state.pending.length > 0) return
  talks.delete(postId)
  known.talk.close()
}

onLeaving(() => {
  for (const { talk } of talks.values()) talk.close()
  talks.clear()
})

export interface Talk {
  /** Null for a moment, until it is held. */
  talk: PostTalk | null
  state: PostTalkState | null
  /** Why there is nothing; null while it is asked for, and when it is here. */
  error: unknown
  again: () => void
}

/** What is said about a post, kept as it is on the server while it is shown. */
export function useTalk(postId: string): Talk {
  const subscribe = useCallback(
    (listener: () => void) => {
      const stop = hold(postId).subscribe(listener)
      // Only now there is something to be read.
      listener()
      return () => {
        stop()
        letGo(postId)
      }
    },
    [postId],
  )
  const state = useSyncExternalStore(subscribe, () => talks.get(postId)?.talk.state ?? null)
  const { error, again } = useAnswer(postId, async () => {
    // Without the post it would not be known when something about it changes.
    if (!posts.state.posts.has(postId)) await posts.get(postId)
    await talks.get(postId)?.talk.start()
  })
  return { talk: talks.get(postId)?.talk ?? null, state, error, again }
}
