import { client } from './client.ts'
import { unreadConversations } from './listing.ts'

const place = document.title
let shown = 0

/** The number of unread conversations in the window's title, and a dot on its icon. */
function show(): void {
  const count = unreadConversations(client.state)
  if (count === shown) return
  shown = count
  document.title = count === 0 ? place : `(${count}) ${place}`
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  if (icon !== null) icon.href = count === 0 ? '/favicon.svg' : '/favicon-unread.svg'
}

export function drawAttention(): () => void {
  show()
  return client.subscribe(show)
}
