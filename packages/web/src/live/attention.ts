import { client } from './client.ts'
import { unreadConversations } from './listing.ts'

const place = document.title
let shown = 0

/** What is unread in the window's title, and a dot on its icon: conversations, or notices where there are more. */
function show(): void {
  const count = Math.max(unreadConversations(client.state), client.state.notices.unread)
  if (count === shown) return
  shown = count
  document.title = count === 0 ? place : `(${count > 999 ? '999+' : count}) ${place}`
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  if (icon !== null) icon.href = count === 0 ? '/favicon.svg' : '/favicon-unread.svg'
}

export function drawAttention(): () => void {
  show()
  return client.subscribe(show)
}
