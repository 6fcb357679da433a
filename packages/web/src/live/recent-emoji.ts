/** What people react with most, until they have reacted with something else. */
const usual = ['👍', '❤️', '😂', '🎉', '😮', '😢'] as const
const KEY = 'kith.recent-emoji'
const KEPT = 24

/** The emoji that were used last on this device, newest first. */
export function recentEmoji(): readonly string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string').slice(0, KEPT) : []
  } catch {
    // Written by something else, or not to be read here: as if nothing had been used.
    return []
  }
}

/** Six to choose from at once: those used last, filled up with the usual ones. */
export function quickEmoji(): readonly string[] {
  return [...new Set([...recentEmoji(), ...usual])].slice(0, usual.length)
}

export function rememberEmoji(emoji: string): void {
  const kept = [emoji, ...recentEmoji().filter((each) => each !== emoji)].slice(0, KEPT)
  try {
    localStorage.setItem(KEY, JSON.stringify(kept))
  } catch {
    // Without room on the device the usual ones stay.
  }
}
