import type { Message } from '@kith/protocol/messages.ts'
import type { ThreadPage } from '@kith/protocol/threads.ts'
import { requoted } from './quotes.ts'
import type { Following, ThreadWindow } from './state.ts'

/** More than this is let go of at the far end: it is a page away. */
const WINDOW_MAX = 400

/** A new window: what a page shows. */
export function threadWindowOf(page: ThreadPage, generation: number): ThreadWindow {
  const { root, items, hasBefore, hasAfter, head } = page
  const { id: threadId, conversationId } = root
  const loading = { isLoadingBefore: false, isLoadingAfter: false }
  const follow = followingOf(page.follow)
  return { threadId, conversationId, root, items, hasBefore, hasAfter, rev: head, ...loading, generation, follow }
}

/** The window with an older page in front. */
export function withOlderReplies(window: ThreadWindow, page: ThreadPage): ThreadWindow {
  const first = window.items[0]?.seq ?? Number.POSITIVE_INFINITY
  const items = [...page.items.filter(({ seq }) => seq < first), ...window.items]
  const isTooLong = items.length > WINDOW_MAX
  return {
    ...window,
    items: isTooLong ? items.slice(0, WINDOW_MAX) : items,
    hasBefore: page.hasBefore,
    hasAfter: window.hasAfter || isTooLong,
    isLoadingBefore: false,
    rev: Math.min(window.rev, page.head),
  }
}

/** The window with a newer page behind. */
export function withNewerReplies(window: ThreadWindow, page: ThreadPage): ThreadWindow {
  const last = window.items.at(-1)?.seq ?? 0
  const items = [...window.items, ...page.items.filter(({ seq }) => seq > last)]
  const isTooLong = items.length > WINDOW_MAX
  return {
    ...window,
    items: isTooLong ? items.slice(-WINDOW_MAX) : items,
    hasBefore: window.hasBefore || isTooLong,
    hasAfter: page.hasAfter,
    isLoadingAfter: false,
    rev: Math.min(window.rev, page.head),
  }
}

/** The window with `message` as it now is: as its beginning, as a reply of it, and where it is quoted. */
export function withReply(window: ThreadWindow, message: Message): ThreadWindow {
  const rooted = message.id === window.threadId && message.rev > window.root.rev ? { ...window, root: message } : window
  const placed = message.threadId === window.threadId ? withPlaced(rooted, message) : rooted
  // What came with a page is as new as the page.
  const isQuoted =
    message.rev > window.rev && [placed.root, ...placed.items].some(({ replyTo }) => replyTo?.id === message.id)
  if (!isQuoted) return placed
  return { ...placed, root: requoted(placed.root, message), items: placed.items.map((item) => requoted(item, message)) }
}

/** Replies come in any order where several changes are made up for at once: each goes to its place. */
function withPlaced(window: ThreadWindow, message: Message): ThreadWindow {
  const { items, hasBefore, hasAfter } = window
  const at = items.findIndex(({ seq }) => seq >= message.seq)
  const known = items[at]
  if (known?.seq === message.seq) {
    return known.rev >= message.rev ? window : { ...window, items: items.with(at, message) }
  }
  if (at === -1 ? hasAfter : at === 0 && hasBefore) return window
  const grown = at === -1 ? [...items, message] : items.toSpliced(at, 0, message)
  const isTooLong = at === -1 && grown.length > WINDOW_MAX + 200
  return isTooLong ? { ...window, items: grown.slice(-WINDOW_MAX), hasBefore: true } : { ...window, items: grown }
}

/** The window after news of how one stands to the thread; an answer by HTTP may come after what the socket told since. */
export function withFollow(window: ThreadWindow, follow: Following): ThreadWindow {
  return follow.personalRev <= window.follow.personalRev ? window : { ...window, follow: followingOf(follow) }
}

function followingOf({ isFollowing, lastReadSeq, personalRev }: Following): Following {
  return { isFollowing, lastReadSeq, personalRev }
}
