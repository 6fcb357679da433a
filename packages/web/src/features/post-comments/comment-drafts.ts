import { client } from '../../live/client.ts'
import { onLeaving } from '../../live/leaving.ts'

/* What was begun and not said, by post, in this browser. Storage may be forbidden: it then lasts as long as the field. */

const PREFIX = 'kith.comment.'
const keyOf = (postId: string): string => `${PREFIX}${client.state.me?.id ?? ''}.${postId}`

export function keptComment(postId: string): string {
  try {
    return localStorage.getItem(keyOf(postId)) ?? ''
  } catch {
    return ''
  }
}

export function keepComment(postId: string, body: string): void {
  try {
    if (body === '') localStorage.removeItem(keyOf(postId))
    else localStorage.setItem(keyOf(postId), body)
  } catch {
    // As above.
  }
}

onLeaving(() => {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
  } catch {
    // As above.
  }
})
