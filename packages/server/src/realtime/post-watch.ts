import type { PostState } from '@kith/protocol/posts.ts'
import type { AppContext } from '../context.ts'
import { postsSeen, viewersAmong } from '../features/post-access/post-access.ts'
import { postById, stateOf } from '../features/posts/posts.ts'
import { roomOfPost } from './socket-state.ts'
import type { KithServer, KithSocket } from './socket-state.ts'

const GATHER_MS = 150

/**
 * Which sockets have which posts on their screen, and how those are told of changes: gathered for a moment, and after it
 * was asked again who may see the post.
 */
export class PostWatch {
  readonly #io: KithServer
  readonly #context: () => AppContext
  /** Of the posts that are watched. */
  readonly #authorOf = new Map<string, string>()
  readonly #changed = new Set<string>()
  /** Counts what may have taken a post from somebody. */
  #losses = 0
  #timer: NodeJS.Timeout | null = null
  #isTelling = false

  constructor(io: KithServer, context: () => AppContext) {
    this.#io = io
    this.#context = context
    io.of('/').adapter.on('delete-room', (room: string) => {
      if (room.startsWith(roomOfPost(''))) this.#authorOf.delete(room.slice(roomOfPost('').length))
    })
  }

  /** Has `socket` watch those of `postIds` that its person may see, in the place of those before; how they are now. */
  async watch(socket: KithSocket, postIds: readonly string[]): Promise<PostState[]> {
    const wanted = new Set(postIds.map(roomOfPost))
    for (const room of socket.rooms) if (room.startsWith(roomOfPost('')) && !wanted.has(room)) await socket.leave(room)
    // A room that is joined after the end is never left.
    if (!socket.connected) return []
    // Joined before it is read: what changes in between is told.
    await socket.join([...wanted])
    const lossesBefore = this.#losses
    const rows = await postsSeen(this.#context().db.read, socket.data.caller.userId, [...new Set(postIds)])
    const seen = new Map(rows.map((row) => [row.id, row]))
    for (const postId of postIds) {
      const row = seen.get(postId)
      if (row === undefined) await socket.leave(roomOfPost(postId))
      else if (socket.rooms.has(roomOfPost(postId))) this.#authorOf.set(postId, row.author_id)
    }
    // Whoever lost one while it was read is told so after the answer.
    if (this.#losses !== lossesBefore) for (const postId of seen.keys()) this.changed(postId)
    return rows.map((row) => stateOf(row))
  }

  changed(postId: string): void {
    if (!this.#watchersOf(postId).next().done) this.#plan(postId)
  }

  gone(postId: string): void {
    this.#losses++
    for (const socket of this.#watchersOf(postId)) this.#tellGone(socket, postId)
  }

  sightChanged(authorIds: readonly string[]): void {
    this.#losses++
    const authors = new Set(authorIds)
    for (const [postId, authorId] of this.#authorOf) if (authors.has(authorId)) this.#plan(postId)
  }

  /** Something may have been said that was not heard: those who watch are told anew of every post. */
  again(): void {
    this.#losses++
    for (const postId of this.#authorOf.keys()) this.#plan(postId)
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#changed.clear()
  }

  #plan(postId: string): void {
    this.#changed.add(postId)
    if (this.#timer !== null || this.#isTelling) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#context().background.run('telling how posts are', this.#tellAll())
    }, GATHER_MS)
    this.#timer.unref()
  }

  /** One round after the other, so that nobody hears of an earlier state after a later one. */
  async #tellAll(): Promise<void> {
    const posts = [...this.#changed]
    this.#changed.clear()
    this.#isTelling = true
    try {
      for (const postId of posts) await this.#tell(postId)
    } finally {
      this.#isTelling = false
      for (const postId of this.#changed) this.#plan(postId)
    }
  }

  async #tell(postId: string): Promise<void> {
    const watchers = [...this.#watchersOf(postId)]
    if (watchers.length === 0) return
    const { read } = this.#context().db
    const row = await postById(read, postId)
    // Asked after the post was read: whoever may see it now may know of what was before.
    const people = new Set(watchers.map(({ data }) => data.caller.userId))
    const viewers = await viewersAmong(read, postId, [...people])
    for (const socket of watchers) {
      if (!socket.rooms.has(roomOfPost(postId))) continue
      if (row === undefined || !viewers.has(socket.data.caller.userId)) this.#tellGone(socket, postId)
      else socket.emit('post_changed', stateOf(row))
    }
  }

  #tellGone(socket: KithSocket, postId: string): void {
    void socket.leave(roomOfPost(postId))
    socket.emit('post_gone', { postId })
  }

  *#watchersOf(postId: string): Generator<KithSocket, undefined> {
    const { adapter, sockets } = this.#io.of('/')
    for (const id of adapter.rooms.get(roomOfPost(postId)) ?? []) {
      const socket = sockets.get(id)
      if (socket !== undefined) yield socket
    }
  }
}
