import type { CallInput, CallReply } from '@kith/protocol/registry.ts'
import type { OwnUser, Privacy, Relation, UserCard } from '@kith/protocol/users.ts'
import type { Api } from './api.ts'
import { isTransient } from './problem-error.ts'
import { withKey } from './state.ts'
import type { KithState } from './state.ts'
import type { Store } from './store.ts'

const PAGE = 500
const RETRY_MS = 1_000
const ATTEMPTS_MAX = 5

/** How one stands to others: `state.relations`, complete once `state.relationsRev` is set, and all that changes it. */
export class People {
  readonly #api: Api
  readonly #store: Store
  #asking: Promise<void> | null = null
  #isAskedAgain = false

  constructor(api: Api, store: Store) {
    this.#api = api
    this.#store = store
  }

  /** Resolves when all that has changed up to now is here: called after each connection. @throws ProblemError, OfflineError */
  catchUp(): Promise<void> {
    this.#isAskedAgain = true
    this.#asking ??= this.#askOn().finally(() => {
      this.#asking = null
    })
    return this.#asking
  }

  /** Asks somebody by id or name; by email nothing is known before they accept (null). */
  async ask(input: CallInput<'POST /api/friends'>): Promise<Relation | null> {
    const reply: CallReply<'POST /api/friends'> = await this.#api.call('POST /api/friends', input)
    return 'isAsked' in reply ? null : this.#took(reply)
  }

  async accept(userId: string): Promise<Relation> {
    return this.#took(await this.#api.call('POST /api/friends/:userId/accept', { userId }))
  }

  /** Declines, withdraws, or ends the friendship. */
  async endFriendship(userId: string): Promise<void> {
    await this.#api.call('DELETE /api/friends/:userId', { userId })
    await this.catchUp()
  }

  async follow(userId: string): Promise<Relation> {
    return this.#took(await this.#api.call('PUT /api/follows/:userId', { userId }))
  }

  async unfollow(userId: string): Promise<void> {
    await this.#api.call('DELETE /api/follows/:userId', { userId })
    await this.catchUp()
  }

  async acceptFollower(userId: string): Promise<Relation> {
    return this.#took(await this.#api.call('POST /api/followers/:userId/accept', { userId }))
  }

  async removeFollower(userId: string): Promise<void> {
    await this.#api.call('DELETE /api/followers/:userId', { userId })
    await this.catchUp()
  }

  async block(userId: string): Promise<Relation> {
    return this.#took(await this.#api.call('PUT /api/blocks/:userId', { userId }))
  }

  async unblock(userId: string): Promise<void> {
    await this.#api.call('DELETE /api/blocks/:userId', { userId })
    await this.catchUp()
  }

  async mute(userId: string): Promise<Relation> {
    return this.#took(await this.#api.call('PUT /api/mutes/:userId', { userId }))
  }

  async unmute(userId: string): Promise<void> {
    await this.#api.call('DELETE /api/mutes/:userId', { userId })
    await this.catchUp()
  }

  /** A face of the gallery, or null for initials. */
  async setFace(face: string | null): Promise<OwnUser> {
    const call = (): Promise<OwnUser> =>
      face === null ? this.#api.call('DELETE /api/me/avatar', {}) : this.#api.call('PUT /api/me/avatar', { face })
    const me = await call()
    this.#store.update((state) => ({ ...state, me }))
    return me
  }

  async setPrivacy(input: Partial<Privacy>): Promise<Privacy> {
    const privacy = await this.#api.call('PATCH /api/me/privacy', input)
    const changed = (me: OwnUser): OwnUser => ({ ...me, isPrivate: privacy.isPrivate, privacy })
    this.#store.update((state) => ({ ...state, me: state.me === null ? null : changed(state.me) }))
    return privacy
  }

  #took(relation: Relation): Relation {
    this.#store.update((state) => withRelation(state, relation))
    return relation
  }

  async #askOn(): Promise<void> {
    let attempt = 0
    while (this.#isAskedAgain) {
      this.#isAskedAgain = false
      try {
        await this.#askOnce()
        attempt = 0
      } catch (error) {
        attempt++
        if (!isTransient(error) || attempt >= ATTEMPTS_MAX) throw error
        this.#isAskedAgain = true
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS * attempt))
      }
    }
  }

  async #askOnce(): Promise<void> {
    const whose = this.#store.state.me?.id
    let since = this.#store.state.relationsRev ?? 0
    for (let more = true; more && whose !== undefined;) {
      const changes = await this.#api.call('GET /api/me/changes', { since, limit: PAGE })
      // Somebody else may have signed in meanwhile.
      if (this.#store.state.me?.id !== whose) return
      since = changes.upTo
      more = changes.more
      this.#store.update((state) => ({
        ...state,
        relations: newerOf(state.relations, changes.relations),
        relationsRev: more ? state.relationsRev : Math.max(since, state.relationsRev ?? 0),
      }))
    }
  }
}

/** The state after news of one relation; the newer of two wins. */
export function withRelation(state: KithState, relation: Relation): KithState {
  return { ...state, relations: newerOf(state.relations, [relation]) }
}

function newerOf(known: KithState['relations'], fresh: readonly Relation[]): KithState['relations'] {
  const relations = new Map(known)
  for (const relation of fresh) {
    // What its person may not know of yet has no rev.
    const isNews = relation.personalRev > 0 && relation.personalRev >= (known.get(relation.user.id)?.personalRev ?? 0)
    if (isNews) relations.set(relation.user.id, relation)
  }
  return relations
}

/** The state in which somebody is called and looks as `user` says, wherever they are shown. */
export function withCard(state: KithState, user: UserCard): KithState {
  const relation = state.relations.get(user.id)
  const conversations = new Map(state.conversations)
  for (const [id, entry] of conversations) {
    if (!entry.members.some((member) => member.id === user.id)) continue
    const members = entry.members.map((member) => (member.id === user.id ? user : member))
    conversations.set(id, { ...entry, members })
  }
  return {
    ...state,
    conversations,
    relations: relation === undefined ? state.relations : withKey(state.relations, user.id, { ...relation, user }),
  }
}
