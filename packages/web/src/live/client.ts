import { KithClient } from '@kith/sdk/client.ts'
import { indexedDbOutbox } from '@kith/sdk/outbox-indexeddb.ts'
import { browserDrafts } from './draft-storage.ts'

/** The one client of this page. */
export const client = new KithClient({
  baseUrl: '',
  outbox: indexedDbOutbox('kith'),
  drafts: { storage: browserDrafts },
})

window.addEventListener('online', () => client.tryNow())
document.addEventListener('visibilitychange', () => {
  client.setAway(document.hidden)
  if (document.hidden) client.drafts.flush()
  else client.tryNow()
})
