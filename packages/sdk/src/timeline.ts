import type { Message, MessagePage } from '@kith/protocol/messages.ts'
import { requoted } from './quotes.ts'
import type { Timeline } from './state.ts'

/** More than this is let go of at the far end: it is a page away. */
const WINDOW_MAX = 400

/** Whether a message takes room where it is read. Whoever reads threads beside the conversation sees none of them here. */
export type TakesRoom = (message: Message) => boolean
const always: TakesRoom = () => true
export const outsideThreads: TakesRoom = ({ threadId }) => threadId === null

/** From how many on from its beginning a list holds more than it may; null where it does not. */
function excessFrom(items: readonly Message[], takesRoom: TakesRoom): number | null {
  if (items.length <= WINDOW_MAX) return null
  let count = 0
  const at = items.findIndex((item) => takesRoom(item) && ++count > WINDOW_MAX)
  return at === -1 ? null : at
}

/** The same from its end: what is to be kept begins there. */
function keptFrom(items: readonly Message[], takesRoom: TakesRoom): number | null {
  const excess = excessFrom(items.toReversed(), takesRoom)
  return excess === null ? null : items.length - excess
}

/** A new window: what a page shows. */
export function windowOf(conversationId: string, page: MessagePage, generation: number): Timeline {
  return {
    conversationId,
    items: page.items,
    hasBefore: page.hasBefore,
    hasAfter: page.hasAfter,
    rev: page.head,
    isLoadingBefore: false,
    isLoadingAfter: false,
    generation,
  }
}

/** Whether the message at `seq` is in the window. */
export function holds({ items }: Pick<Timeline, 'items'>, seq: number): boolean {
  return (items[0]?.seq ?? Number.POSITIVE_INFINITY) <= seq && (items.at(-1)?.seq ?? 0) >= seq
}

/** The window with an older page in front. */
export function withOlder(window: Timeline, page: MessagePage, takesRoom = always): Timeline {
  const first = window.items[0]?.seq ?? Number.POSITIVE_INFINITY
  const items = [...page.items.filter(({ seq }) => seq < first), ...window.items]
  const end = excessFrom(items, takesRoom)
  return {
    ...window,
    items: end === null ? items : items.slice(0, end),
    hasBefore: page.hasBefore,
    hasAfter: window.hasAfter || end !== null,
    isLoadingBefore: false,
    // What the page says of older messages is as new as the page; of the others the window knows.
    rev: Math.min(window.rev, page.head),
  }
}

/** The window with a newer page behind. */
export function withNewer(window: Timeline, page: MessagePage, takesRoom = always): Timeline {
  const last = window.items.at(-1)?.seq ?? 0
  const items = [...window.items, ...page.items.filter(({ seq }) => seq > last)]
  const start = keptFrom(items, takesRoom)
  return {
    ...window,
    items: start === null ? items : items.slice(start),
    hasBefore: window.hasBefore || start !== null,
    hasAfter: page.hasAfter,
    isLoadingAfter: false,
    rev: Math.min(window.rev, page.head),
  }
}

/** The window with `message` as it now is, where it is shown and where it is quoted. */
export function withMessage(window: Timeline, message: Message): Timeline {
  const placed = withPlaced(window, message)
  // What came with a page is as new as the page.
  const isQuoted = message.rev > window.rev && placed.items.some(({ replyTo }) => replyTo?.id === message.id)
  return isQuoted ? { ...placed, items: placed.items.map((item) => requoted(item, message)) } : placed
}

/**
 * The window with `message` as it now is. A newer form replaces an older one; a new message is added only where it
 * follows without a hole, else the window knows that there is more behind it.
 */
function withPlaced(window: Timeline, message: Message): Timeline {
  const first = window.items[0]
  const last = window.items.at(-1)
  if (first === undefined || last === undefined) {
    // The first one may have been changed since, and come later than those behind it.
    return window.hasAfter ? window : { ...window, items: [message], hasBefore: window.hasBefore || message.seq > 1 }
  }
  if (message.seq > last.seq) {
    if (window.hasAfter) return window
    if (message.seq > last.seq + 1) return { ...window, hasAfter: true }
    const items = [...window.items, message]
    const isTooLong = items.length > WINDOW_MAX + 200
    return isTooLong ? { ...window, items: items.slice(-WINDOW_MAX), hasBefore: true } : { ...window, items }
  }
  if (message.seq < first.seq) return window
  const at = message.seq - first.seq
  const known = window.items[at]
  if (known === undefined || known.seq !== message.seq || known.rev >= message.rev) return window
  return { ...window, items: window.items.with(at, message) }
}
