import type { Conversation, NotifySetting } from '@kith/protocol/conversations.ts'
import type { Api } from './api.ts'
import type { Sync } from './sync.ts'

/** How one keeps one's conversations: which stand first, which are put away, which are quiet, which are read. */
export class OwnOrder {
  readonly #api: Api
  readonly #sync: Sync

  constructor(api: Api, sync: Sync) {
    this.#api = api
    this.#sync = sync
  }

  /** @throws ProblemError, OfflineError */
  async place(
    conversationId: string,
    change: Partial<Pick<Conversation, 'isFavourite' | 'isArchived'>>,
  ): Promise<Conversation> {
    const entry = await this.#api.call('PUT /api/conversations/:conversationId/place', { conversationId, ...change })
    this.#sync.takeEntry(entry)
    return entry
  }

  /** @throws ProblemError, OfflineError */
  async notify(conversationId: string, change: Partial<NotifySetting>): Promise<Conversation> {
    const entry = await this.#api.call('PUT /api/conversations/:conversationId/notify', { conversationId, ...change })
    this.#sync.takeEntry(entry)
    return entry
  }

  /** Has read all there is, everywhere; how many conversations had something unread. @throws ProblemError, OfflineError */
  async readAll(): Promise<number> {
    return (await this.#api.call('POST /api/me/read-all', {})).conversations
  }
}
