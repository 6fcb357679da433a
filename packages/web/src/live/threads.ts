import type { Conversation } from '@kith/protocol/conversations.ts'
import type { KithState } from '@kith/sdk/state.ts'
import { client } from './client.ts'
import { isSilent, listedAll } from './listing.ts'

/** In how many threads there is something unread of which one wants to know. */
export function unreadThreads(state: KithState): number {
  return listedAll(state).reduce(
    (count, entry) => count + (isSilent(entry) ? 0 : entry.followedThreads.filter(({ unread }) => unread > 0).length),
    0,
  )
}

let known: KithState['conversations'] | null = null
let key = ''

/** Changes with whatever changes in the threads that one follows. */
export function followedKey({ conversations }: KithState): string {
  if (conversations !== known) {
    known = conversations
    const followed = [...conversations.values()].flatMap(({ followedThreads }) => followedThreads)
    key = followed.map(({ id, lastSeq, unread }) => `${id} ${lastSeq} ${unread}`).join()
  }
  return key
}

let counted: KithState['conversations'] | null = null
let counts: ReadonlyMap<string, number> = new Map()

/** What is unread in the threads that entries name, by thread. */
export function unreadByThread({ conversations }: KithState): ReadonlyMap<string, number> {
  if (conversations !== counted) {
    counted = conversations
    const followed = [...conversations.values()].flatMap(({ followedThreads }) => followedThreads)
    counts = new Map(followed.map(({ id, unread }) => [id, unread]))
  }
  return counts
}

/** Reads what is in a conversation, and in its threads. */
export function markAllRead({ id, lastSeq, followedThreads }: Conversation): void {
  client.markRead(id, lastSeq)
  for (const thread of followedThreads) if (thread.unread > 0) client.threads.markRead(thread.id, thread.lastSeq)
}
