import type { PostComment } from '@kith/protocol/post-comments.ts'
import type { SocketOwner } from './over-socket.ts'
import { isTransient, ProblemError } from './problem-error.ts'
import type { Posts } from './posts.ts'

const PAGE = 30
const RETRY_MS = 1_000
const ATTEMPTS_MAX = 5

/** A comment that the server has not taken yet. */
export interface PendingComment {
  clientId: string
  body: string
  parentId: string | null
  /** `failed`: refused, or not reached; it may be tried again. */
  state: 'sending' | 'failed'
}

/** The answers to one comment, as far as they were asked for. */
interface Answers {
  nextCursor: string | null
  /** Up to which id they are here; all of them where there is no next page. */
  upTo: string
}

export interface PostTalkState {
  /** By id: all that was loaded, also what was deleted. */
  comments: ReadonlyMap<string, PostComment>
  pending: readonly PendingComment[]
  isLoaded: boolean
  isLoadingMore: boolean
  hasMore: boolean
  /** By the comment that they answer. */
  answers: ReadonlyMap<string, Answers>
  /** The post is no more, or not for this person. */
  isGone: boolean
}

const nothing: PostTalkState = {
  comments: new Map(),
  pending: [],
  isLoaded: false,
  isLoadingMore: false,
  hasMore: false,
  answers: new Map(),
  isGone: false,
}

/** Those that begin and are to be shown, pinned ones first, then oldest first. */
export function begunIn({ comments }: PostTalkState): PostComment[] {
  const begun = [...comments.values()].filter(
    ({ parentId, deletedAt, replyCount }) => parentId === null && (deletedAt === null || replyCount > 0),
  )
  return begun.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
}

/** Pinned ones begin with a digit: that is before any letter. */
const placeOf = ({ pinnedAt, id }: PostComment): string => `${pinnedAt ?? 'unpinned'} ${id}`

/** The answers to a comment that are loaded and to be shown, oldest first. */
export function answersIn({ comments }: PostTalkState, parentId: string): PostComment[] {
  const answers = [...comments.values()].filter((one) => one.parentId === parentId && one.deletedAt === null)
  return answers.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/**
 * What is said about one post, as long as somebody looks at it: pages of it, kept complete by asking what changed
 * whenever the post says that something did.
 */
export class PostTalk {
  readonly #of: SocketOwner
  readonly #posts: Posts
  readonly #postId: string
  readonly #listeners = new Set<() => void>()
  readonly #stop: () => void
  readonly #release: () => void
  #state: PostTalkState = nothing
  #nextCursor: string | null = null
  /** The last of those that begin, in order of time, up to which all are here; null: to the end. */
  #begunUpTo: string | null = ''
  /** Up to which rev all changes of what is loaded are here; null before the first page. */
  #upTo: number | null = null
  #asking: Promise<void> | null = null
  #isClosed = false

  constructor(client: SocketOwner, posts: Posts, postId: string) {
    this.#of = client
    this.#posts = posts
    this.#postId = postId
    this.#release = posts.watch([postId])
    this.#stop = posts.subscribe(() => {
      if (posts.state.gone.has(postId) && !this.#state.isGone) this.#set((state) => ({ ...state, isGone: true }))
      this.#ask()
    })
  }

  get state(): PostTalkState {
    return this.#state
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Nobody looks at it any more. */
  close(): void {
    this.#isClosed = true
    this.#listeners.clear()
    this.#stop()
    this.#release()
  }

  /** The first page. @throws ProblemError, OfflineError */
  async start(): Promise<void> {
    const page = await this.#page(null, null)
    this.#upTo ??= page.commentsRev
    this.#took(page.items)
    this.#begun(page)
    this.#set((state) => ({ ...state, isLoaded: true }))
    this.#ask()
  }

  /** The next page of those that begin. @throws ProblemError, OfflineError */
  async more(): Promise<void> {
    if (this.#nextCursor === null || this.#state.isLoadingMore) return
    this.#set((state) => ({ ...state, isLoadingMore: true }))
    try {
      const page = await this.#page(null, this.#nextCursor)
      this.#took(page.items)
      this.#begun(page)
    } finally {
      this.#set((state) => ({ ...state, isLoadingMore: false }))
    }
  }

  /** The answers to a comment, page by page. @throws ProblemError, OfflineError */
  async moreAnswers(parentId: string): Promise<void> {
    const known = this.#state.answers.get(parentId)
    if (known?.nextCursor === null) return
    const page = await this.#page(parentId, known?.nextCursor ?? null)
    this.#took(page.items)
    const upTo = page.items.at(-1)?.id ?? known?.upTo ?? ''
    this.#set((state) => ({
      ...state,
      answers: new Map(state.answers).set(parentId, { nextCursor: page.nextCursor, upTo }),
    }))
  }

  /** Says something; it shows at once. Whoever shows it offers to try again what has failed. */
  say(body: string, parentId: string | null = null): string {
    const clientId = crypto.randomUUID()
    this.#set((state) => ({ ...state, pending: [...state.pending, { clientId, body, parentId, state: 'sending' }] }))
    void this.#send(clientId)
    return clientId
  }

  retry(clientId: string): void {
    this.#setPending(clientId, 'sending')
    void this.#send(clientId)
  }

  discard(clientId: string): void {
    this.#set((state) => ({ ...state, pending: state.pending.filter((one) => one.clientId !== clientId) }))
  }

  /** @throws ProblemError, OfflineError */
  async edit(commentId: string, body: string): Promise<void> {
    const at = { postId: this.#postId, commentId, body }
    this.#took([await this.#of.api.call('PATCH /api/posts/:postId/comments/:commentId', at)])
  }

  /** @throws ProblemError, OfflineError */
  async remove(commentId: string): Promise<void> {
    const at = { postId: this.#postId, commentId }
    this.#took([await this.#of.api.call('DELETE /api/posts/:postId/comments/:commentId', at)])
  }

  /** @throws ProblemError, OfflineError */
  async pin(commentId: string, isPinned: boolean): Promise<void> {
    const at = { postId: this.#postId, commentId, isPinned }
    this.#took([await this.#of.api.call('PUT /api/posts/:postId/comments/:commentId/pinned', at)])
  }

  /** Likes a comment, or no longer; it shows at once, and no more if it is refused. @throws ProblemError, OfflineError */
  async like(commentId: string, isWanted: boolean): Promise<void> {
    const before = this.#state.comments.get(commentId)
    if (before === undefined || before.isLiked === isWanted) return
    const likeCount = Math.max(0, before.likeCount + (isWanted ? 1 : -1))
    this.#put({ ...before, isLiked: isWanted, likeCount })
    const at = { postId: this.#postId, commentId }
    try {
      const key = `${isWanted ? 'PUT' : 'DELETE'} /api/posts/:postId/comments/:commentId/like` as const
      this.#took([await this.#of.api.call(key, at)])
    } catch (error) {
      if (this.#state.comments.get(commentId)?.rev === before.rev) this.#put(before)
      throw error
    }
  }

  async #send(clientId: string): Promise<void> {
    const one = this.#state.pending.find((pending) => pending.clientId === clientId)
    if (one === undefined) return
    const { body, parentId } = one
    try {
      const answered = parentId === null ? {} : { parentId }
      const input = { postId: this.#postId, body, clientId, ...answered }
      const comment = await this.#of.api.call('POST /api/posts/:postId/comments', input)
      this.#put(comment)
      this.discard(clientId)
    } catch {
      this.#setPending(clientId, 'failed')
    }
  }

  #page(parentId: string | null, cursor: string | null) {
    return this.#of.api.call('GET /api/posts/:postId/comments', {
      postId: this.#postId,
      limit: PAGE,
      ...(parentId === null ? {} : { parentId }),
      ...(cursor === null ? {} : { cursor }),
    })
  }

  #begun(page: { items: readonly PostComment[]; nextCursor: string | null }): void {
    this.#nextCursor = page.nextCursor
    const last = page.items.findLast(({ pinnedAt }) => pinnedAt === null)?.id
    this.#begunUpTo = page.nextCursor === null ? null : (last ?? this.#begunUpTo)
    this.#set((state) => ({ ...state, hasMore: page.nextCursor !== null }))
  }

  /** Of two answers the later one. */
  #took(items: readonly PostComment[]): void {
    this.#set((state) => {
      const comments = new Map(state.comments)
      for (const fresh of items) {
        if ((comments.get(fresh.id)?.rev ?? -1) <= fresh.rev) comments.set(fresh.id, fresh)
      }
      return { ...state, comments }
    })
  }

  #put(comment: PostComment): void {
    this.#set((state) => ({ ...state, comments: new Map(state.comments).set(comment.id, comment) }))
  }

  #setPending(clientId: string, to: PendingComment['state']): void {
    this.#set((state) => ({
      ...state,
      pending: state.pending.map((one) => (one.clientId === clientId ? { ...one, state: to } : one)),
    }))
  }

  /** Whether a comment that changed is among those that are here, or between them. */
  #isShown({ id, parentId, pinnedAt }: PostComment): boolean {
    if (this.#state.comments.has(id)) return true
    if (parentId === null) return pinnedAt !== null || this.#begunUpTo === null || id <= this.#begunUpTo
    const answers = this.#state.answers.get(parentId)
    return answers !== undefined && (answers.nextCursor === null || id <= answers.upTo)
  }

  #ask(): void {
    if (this.#asking !== null || !this.#isBehind()) return
    this.#asking = this.#catchUp().finally(() => {
      this.#asking = null
    })
  }

  #isBehind(): boolean {
    if (this.#isClosed || this.#upTo === null || this.#state.isGone) return false
    return this.#upTo < (this.#posts.state.posts.get(this.#postId)?.state.commentsRev ?? 0)
  }

  async #catchUp(): Promise<void> {
    for (let attempt = 0; this.#isBehind();) {
      try {
        const since = this.#upTo ?? 0
        const at = { postId: this.#postId, since }
        const { comments, upTo } = await this.#of.api.call('GET /api/posts/:postId/comments/changes', at)
        attempt = 0
        this.#took(comments.filter((comment) => this.#isShown(comment)))
        // A server that was brought back from a copy may know less than was heard.
        if (upTo <= since) return
        this.#upTo = upTo
      } catch (error) {
        if (error instanceof ProblemError && error.status === 404) {
          this.#set((state) => ({ ...state, isGone: true }))
          return
        }
        // The next change, or connection, asks again; meanwhile it is tried a few times.
        if (!isTransient(error) || attempt >= ATTEMPTS_MAX) return
        attempt++
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS * attempt))
      }
    }
  }

  #set(change: (state: PostTalkState) => PostTalkState): void {
    const next = change(this.#state)
    if (next === this.#state || this.#isClosed) return
    this.#state = next
    for (const listener of this.#listeners) listener()
  }
}
