import type { ApiOptions } from './api.ts'
import type { Backoff } from './connection.ts'
import type { DraftOptions } from './drafts.ts'
import type { OutboxStorage } from './outbox-storage.ts'

export interface ClientOptions extends ApiOptions {
  outbox?: OutboxStorage
  drafts?: DraftOptions
  backoff?: Backoff
}
