import { limits } from '@kith/protocol/limits.ts'
import type { PostState } from '@kith/protocol/posts.ts'
import { ask } from './acks.ts'
import type { SocketOwner } from './over-socket.ts'

/** What comes to be shown together is told together. */
const GATHER_MS = 20

/** Which posts are on this screen: the server tells what changes in them. */
export class PostWatch {
  readonly #of: SocketOwner
  readonly #told: (postIds: readonly string[], states: readonly PostState[]) => void
  /** By post: how many parts of the page show it. */
  readonly #watched = new Map<string, number>()
  #isDue = false

  /** `told`: how those asked for are now; those that are not among them are not for this person. */
  constructor(client: SocketOwner, told: (postIds: readonly string[], states: readonly PostState[]) => void) {
    this.#of = client
    this.#told = told
  }

  get postIds(): string[] {
    return [...this.#watched.keys()].slice(-limits.postsWatchedMax)
  }

  /** Has posts watched until `release`. */
  watch(postIds: readonly string[]): () => void {
    for (const id of postIds) this.#watched.set(id, (this.#watched.get(id) ?? 0) + 1)
    this.#soon()
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      for (const id of postIds) {
        const holders = (this.#watched.get(id) ?? 0) - 1
        if (holders > 0) this.#watched.set(id, holders)
        else this.#watched.delete(id)
      }
      this.#soon()
    }
  }

  /** Says it anew, as after each connection. Unheard, it is said again with the next. */
  say(): void {
    const { socket } = this.#of
    if (socket?.connected !== true) return
    const { postIds } = this
    ask(socket, 'watch_posts', { postIds }).then(
      ({ posts }) => this.#told(postIds, posts),
      () => undefined,
    )
  }

  clear(): void {
    this.#watched.clear()
  }

  #soon(): void {
    if (this.#isDue) return
    this.#isDue = true
    setTimeout(() => {
      this.#isDue = false
      this.say()
    }, GATHER_MS)
  }
}
