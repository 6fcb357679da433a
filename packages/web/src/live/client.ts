import { KithClient } from '@kith/sdk/client.ts'
import { indexedDbOutbox } from '@kith/sdk/outbox-indexeddb.ts'

/** The one client of this page. */
export const client = new KithClient({ baseUrl: '', outbox: indexedDbOutbox('kith') })

window.addEventListener('online', () => client.tryNow())
document.addEventListener('visibilitychange', () => {
  client.setAway(document.hidden)
  if (!document.hidden) client.tryNow()
})
