import { limits } from '@kith/protocol/limits.ts'
import type { Post, PostMark, PostState } from '@kith/protocol/posts.ts'
import type { CallInput } from '@kith/protocol/registry.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { overSocket } from './over-socket.ts'
import type { SocketOwner } from './over-socket.ts'
import { newerPost, newerState, noFeed, withMark, withMore, withNewest, withWantedLike } from './post-feeds.ts'
import type { Feed, FeedPlace } from './post-feeds.ts'
import { PostWatch } from './post-watch.ts'
import { withKey } from './state.ts'

const PAGE = 20
/** What is asked for together goes in one call. */
const GATHER_MS = 20
/** What comes together is counted once. */
const NEWS_MS = 300
const SEEN_MS = 1_000

export interface PostsState {
  /** By id, as they were last known here. */
  posts: ReadonlyMap<string, Post>
  /** Those that are no more, or not for this person. */
  gone: ReadonlySet<string>
  feeds: ReadonlyMap<FeedPlace, Feed>
  /** By post: a like, or none, that the server has not taken yet. */
  wantedLikes: ReadonlyMap<string, boolean>
  /** What is newer in the home feed than what is loaded of it. */
  news: { count: number; authors: readonly UserCard[] }
  /** The newest post of the home feed that this person has come to, on any device. */
  seenId: string | null
  /** Null while they are not known. */
  hiddenWords: readonly string[] | null
}

export const noPosts: PostsState = {
  posts: new Map(),
  gone: new Set(),
  feeds: new Map(),
  wantedLikes: new Map(),
  news: { count: 0, authors: [] },
  seenId: null,
  hiddenWords: null,
}

/** A post as it is to be shown now; undefined while it is not known. */
export function shownPost({ posts, wantedLikes }: PostsState, id: string): Post | undefined {
  const post = posts.get(id)
  return post === undefined ? undefined : withWantedLike(post, wantedLikes.get(id))
}

/**
 * Posts, the feeds in which they stand, and what one does with them. Those that are watched are kept as the server has
 * them; the home feed says how much is new and moves only when it is asked to.
 */
export class Posts {
  readonly #of: SocketOwner
  readonly #listeners = new Set<() => void>()
  #state: PostsState = noPosts
  #stop: (() => void) | null = null
  readonly #watching: PostWatch
  readonly #wanted = new Map<string, Promise<Post | null>>()
  #gathering: Promise<ReadonlyMap<string, Post>> | null = null
  readonly #liking = new Map<string, Promise<void>>()
  /** By post: when its marks were last told, and by which counter. */
  readonly #marked = new Map<string, { at: number; rev: number }>()
  /** Counts what was asked and told, so that an answer knows what came after its question. */
  #clock = 0
  #newsTimer: ReturnType<typeof setTimeout> | null = null
  #seenTimer: ReturnType<typeof setTimeout> | null = null
  #seenRev = 0
  #hiddenRev = 0

  constructor(client: SocketOwner) {
    this.#of = client
    this.#watching = new PostWatch(client, (postIds, states) => {
      const told = new Set(states.map(({ postId }) => postId))
      for (const state of states) this.#hear(state)
      for (const id of postIds) if (!told.has(id)) this.#forget(id)
    })
  }

  get state(): PostsState {
    return this.#state
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Keeps what is shown from now on. */
  start(): void {
    this.#stop ??= overSocket(this.#of, {
      connect: () => {
        this.#watching.say()
        // What one has put on them elsewhere meanwhile is told by nobody.
        for (const id of this.#watching.postIds) void this.get(id).catch(() => undefined)
        this.#askNews()
        void this.loadHiddenWords().catch(() => undefined)
      },
      post_added: () => this.#askNews(),
      post_changed: (state) => this.#hear(state),
      post_gone: ({ postId }) => this.#forget(postId),
      post_mark: (mark) => this.#mark(mark),
      feed_seen: ({ seenId, personalRev }) => this.#sawUpTo(seenId, personalRev),
      hidden_words: ({ words, personalRev }) => this.#hide(words, personalRev),
    })
  }

  /** Forgets all of it: somebody else may sign in. */
  stop(): void {
    this.#stop?.()
    this.#stop = null
    for (const timer of [this.#newsTimer, this.#seenTimer]) if (timer !== null) clearTimeout(timer)
    this.#newsTimer = null
    this.#seenTimer = null
    this.#seenRev = 0
    this.#hiddenRev = 0
    this.#watching.clear()
    this.#marked.clear()
    this.#set(() => noPosts)
  }

  /** The first page of a list, anew; what is loaded behind it stays where the two meet. @throws ProblemError, OfflineError */
  async load(place: FeedPlace): Promise<void> {
    const known = this.#state.feeds.get(place) ?? noFeed
    if (known.loading === 'first') return
    await this.#page(place, 'first', null, (feed, page) => withNewest(feed, page))
    if (place === 'home') this.#set((state) => ({ ...state, news: noPosts.news }))
  }

  /** The next page of a list. @throws ProblemError, OfflineError */
  async more(place: FeedPlace): Promise<void> {
    const feed = this.#state.feeds.get(place)
    if (feed === undefined || feed.loading !== null || feed.nextCursor === null) return
    await this.#page(place, 'more', feed.nextCursor, (now, page) => withMore(now, page))
  }

  async #page(
    place: FeedPlace,
    loading: 'first' | 'more',
    cursor: string | null,
    extended: (feed: Feed, page: { ids: readonly string[]; nextCursor: string | null }) => Feed,
  ): Promise<void> {
    this.#setFeed(place, (feed) => ({ ...feed, loading, hasFailed: false }))
    const turn = this.#stop
    const askedAt = ++this.#clock
    try {
      const page = await this.#ask(place, cursor)
      // Stopped meanwhile: it may be somebody else's by now.
      if (turn !== this.#stop) return
      this.#take(page.items, askedAt)
      this.#setFeed(place, (feed) =>
        extended(feed, { ids: page.items.map(({ id }) => id), nextCursor: page.nextCursor }),
      )
      if (place === 'home' && 'seenId' in page && typeof page.seenId === 'string') this.#sawUpTo(page.seenId, null)
    } catch (error) {
      this.#setFeed(place, (feed) => ({ ...feed, loading: null, hasFailed: true }))
      throw error
    }
  }

  #ask(place: FeedPlace, cursor: string | null) {
    const { api } = this.#of
    const at = { limit: PAGE, ...(cursor === null ? {} : { cursor }) }
    if (place.startsWith('tag:')) return api.call('GET /api/tags/:tag/posts', { tag: place.slice(4), ...at })
    if (place.startsWith('user:'))
      return api.call('GET /api/users/:username/posts', { username: place.slice(5), ...at })
    return api.call('GET /api/feed', { of: place as 'home' | 'everyone' | 'explore' | 'saved', ...at })
  }

  /** A post, asked for with others that are wanted at the same time; null where it is not for this person. @throws OfflineError, ProblemError */
  get(postId: string): Promise<Post | null> {
    const known = this.#wanted.get(postId)
    if (known !== undefined) return known
    const asked = this.#gather().then((found) => found.get(postId) ?? null)
    this.#wanted.set(postId, asked)
    return asked
  }

  #gather(): Promise<ReadonlyMap<string, Post>> {
    this.#gathering ??= new Promise((resolve) => setTimeout(resolve, GATHER_MS)).then(() => {
      this.#gathering = null
      const ids = [...this.#wanted.keys()]
      this.#wanted.clear()
      return this.#getAll(ids)
    })
    return this.#gathering
  }

  async #getAll(ids: readonly string[]): Promise<ReadonlyMap<string, Post>> {
    const found = new Map<string, Post>()
    for (let at = 0; at < ids.length; at += limits.postsAsked) {
      const part = ids.slice(at, at + limits.postsAsked)
      const askedAt = ++this.#clock
      const { items } = await this.#of.api.call('GET /api/posts', { ids: part.join(',') })
      this.#take(items, askedAt)
      for (const post of items) found.set(post.id, post)
      for (const id of part) if (!found.has(id)) this.#forget(id)
    }
    return found
  }

  /** Posts something; it stands first in one's lists. The same `clientId` again is the same post. @throws ProblemError, OfflineError */
  async publish(input: CallInput<'POST /api/posts'>): Promise<Post> {
    const askedAt = ++this.#clock
    const post = await this.#of.api.call('POST /api/posts', input)
    this.#take([post], askedAt)
    for (const place of ['home', `user:${post.author.username}`] as const) {
      if (this.#state.feeds.get(place)?.isLoaded !== true) continue
      this.#setFeed(place, (feed) => ({ ...feed, ids: [post.id, ...feed.ids.filter((id) => id !== post.id)] }))
    }
    return post
  }

  /** @throws ProblemError, OfflineError */
  async change(input: CallInput<'PATCH /api/posts/:postId'>): Promise<Post> {
    const askedAt = ++this.#clock
    const post = await this.#of.api.call('PATCH /api/posts/:postId', input)
    this.#take([post], askedAt)
    return post
  }

  /** @throws ProblemError, OfflineError */
  async remove(postId: string): Promise<void> {
    await this.#of.api.call('DELETE /api/posts/:postId', { postId })
    this.#forget(postId)
  }

  /** Likes a post, or no longer. It shows at once, and no more if it is refused. @throws ProblemError, OfflineError */
  async like(postId: string, isWanted: boolean): Promise<void> {
    this.#set((state) => ({ ...state, wantedLikes: withKey(state.wantedLikes, postId, isWanted) }))
    const turn = (this.#liking.get(postId) ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => this.#tellLike(postId, isWanted))
    this.#liking.set(postId, turn)
    try {
      await turn
    } finally {
      if (this.#liking.get(postId) === turn) {
        this.#liking.delete(postId)
        this.#set((state) => ({ ...state, wantedLikes: withKey(state.wantedLikes, postId, undefined) }))
      }
    }
  }

  async #tellLike(postId: string, isWanted: boolean): Promise<void> {
    // Turned round again while it waited: the later one says it.
    if (this.#state.wantedLikes.get(postId) !== isWanted) return
    const { state, mark } = await this.#of.api.call(`${isWanted ? 'PUT' : 'DELETE'} /api/posts/:postId/like`, {
      postId,
    })
    this.#hear(state)
    this.#mark(mark)
  }

  /** Keeps a post for oneself, or no longer. @throws ProblemError, OfflineError */
  async save(postId: string, isWanted: boolean): Promise<void> {
    this.#mark(await this.#of.api.call(`${isWanted ? 'PUT' : 'DELETE'} /api/posts/:postId/save`, { postId }))
    if (this.#state.feeds.get('saved')?.isLoaded === true) await this.load('saved')
  }

  /** One has come to this post of the home feed. */
  see(postId: string): void {
    if (this.#state.seenId !== null && postId <= this.#state.seenId) return
    this.#set((state) => ({ ...state, seenId: postId }))
    this.#seenTimer ??= setTimeout(() => {
      this.#seenTimer = null
      const { seenId } = this.#state
      if (seenId === null) return
      this.#of.api
        .call('PUT /api/feed/seen', { postId: seenId })
        .then((seen) => this.#sawUpTo(seen.seenId, seen.personalRev))
        // The next one says it.
        .catch(() => undefined)
    }, SEEN_MS)
  }

  /** Has posts kept as they are on the server, until `release`. */
  watch(postIds: readonly string[]): () => void {
    return this.#watching.watch(postIds)
  }

  /** @throws ProblemError, OfflineError */
  async loadHiddenWords(): Promise<void> {
    const { words, personalRev } = await this.#of.api.call('GET /api/me/hidden-words', {})
    this.#hide(words, personalRev)
  }

  /** @throws ProblemError, OfflineError */
  async hideWords(words: readonly string[]): Promise<void> {
    const taken = await this.#of.api.call('PUT /api/me/hidden-words', { words: [...words] })
    this.#hide(taken.words, taken.personalRev)
  }

  /** How much is new: asked for once for all that comes together, and only where the home feed was looked at. */
  #askNews(): void {
    if (this.#newsTimer !== null || this.#state.feeds.get('home')?.isLoaded !== true) return
    this.#newsTimer = setTimeout(() => {
      this.#newsTimer = null
      const newest = this.#state.feeds.get('home')?.ids[0]
      this.#of.api
        .call('GET /api/feed/new', newest === undefined ? {} : { after: newest })
        .then((news) => this.#set((state) => ({ ...state, news })))
        // The next one, or the next connection, asks again.
        .catch(() => undefined)
    }, NEWS_MS)
  }

  #hear(fresh: PostState): void {
    const post = this.#state.posts.get(fresh.postId)
    if (post === undefined) return
    const state = newerState(post, fresh)
    if (state === post.state) return
    // What it says changed: asked for, and until then as it was.
    const isSaidAnew = state.contentRev > post.state.contentRev
    const counted = { ...post, state: isSaidAnew ? { ...state, contentRev: post.state.contentRev } : state }
    this.#set((now) => ({ ...now, posts: withKey(now.posts, post.id, counted) }))
    if (isSaidAnew) void this.get(post.id).catch(() => undefined)
  }

  #mark(mark: PostMark): void {
    const known = this.#marked.get(mark.postId)
    if (known !== undefined && known.rev >= mark.personalRev) return
    this.#marked.set(mark.postId, { at: ++this.#clock, rev: mark.personalRev })
    const post = this.#state.posts.get(mark.postId)
    if (post === undefined) return
    this.#set((state) => ({ ...state, posts: withKey(state.posts, post.id, withMark(post, mark)) }))
  }

  #take(items: readonly Post[], askedAt: number): void {
    if (items.length === 0) return
    this.#set((state) => {
      const posts = new Map(state.posts)
      const gone = new Set(state.gone)
      for (const fresh of items) {
        const known = posts.get(fresh.id)
        const newer = newerPost(known, fresh)
        const isMarkedSince = (this.#marked.get(fresh.id)?.at ?? 0) > askedAt
        posts.set(fresh.id, withMark(newer, isMarkedSince && known !== undefined ? known : fresh))
        gone.delete(fresh.id)
      }
      return { ...state, posts, gone }
    })
  }

  #forget(postId: string): void {
    this.#set((state) => {
      const feeds = new Map(state.feeds)
      for (const [place, feed] of feeds) {
        if (feed.ids.includes(postId)) feeds.set(place, { ...feed, ids: feed.ids.filter((id) => id !== postId) })
      }
      return { ...state, posts: withKey(state.posts, postId, undefined), gone: new Set([...state.gone, postId]), feeds }
    })
  }

  /** `personalRev` null: with a page, which may be older than what was told. */
  #sawUpTo(seenId: string, personalRev: number | null): void {
    if (personalRev !== null) {
      if (personalRev < this.#seenRev) return
      this.#seenRev = personalRev
    }
    this.#set((state) => (state.seenId !== null && seenId <= state.seenId ? state : { ...state, seenId }))
  }

  #hide(words: readonly string[], personalRev: number): void {
    if (personalRev < this.#hiddenRev) return
    this.#hiddenRev = personalRev
    this.#set((state) => ({ ...state, hiddenWords: words }))
  }

  #setFeed(place: FeedPlace, change: (feed: Feed) => Feed): void {
    this.#set((state) => ({ ...state, feeds: withKey(state.feeds, place, change(state.feeds.get(place) ?? noFeed)) }))
  }

  #set(change: (state: PostsState) => PostsState): void {
    const next = change(this.#state)
    if (next === this.#state) return
    this.#state = next
    for (const listener of this.#listeners) listener()
  }
}
