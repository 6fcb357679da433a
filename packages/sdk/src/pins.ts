import type { Message } from '@kith/protocol/messages.ts'

/** What is pinned in a conversation, newest pin first, complete up to `rev`. */
export interface Pins {
  items: readonly Message[]
  rev: number
}

/**
 * The pins after all changes in (`since`, `upTo`], of which `messages` are those of messages; undefined where something
 * before was missed: they are loaded again when somebody looks.
 */
export function pinsAfter(
  pins: Pins | undefined,
  messages: readonly Message[],
  { since, upTo }: { since: number; upTo: number },
): Pins | undefined {
  if (pins === undefined || pins.rev < since) return undefined
  if (pins.rev >= upTo) return pins
  const changed = new Map(messages.map((message) => [message.id, message]))
  const isTouched = messages.some(({ id, pinnedAt }) => pinnedAt !== null || pins.items.some((pin) => pin.id === id))
  if (!isTouched) return { items: pins.items, rev: upTo }
  const items = [...pins.items.filter(({ id }) => !changed.has(id)), ...changed.values()]
  return { items: items.filter(({ pinnedAt }) => pinnedAt !== null).toSorted(byNewest), rev: upTo }
}

function byNewest(a: Message, b: Message): number {
  return (b.pinnedAt ?? '').localeCompare(a.pinnedAt ?? '') || (a.id < b.id ? 1 : -1)
}
