import groups from 'unicode-emoji-json/data-by-group.json'

export interface Emoji {
  emoji: string
  name: string
  hasTones: boolean
}

/** Every emoji by group, in the order of the standard. */
export const emojiGroups: readonly { name: string; emojis: readonly Emoji[] }[] = groups.map(({ name, emojis }) => ({
  name,
  emojis: emojis.map((each) => ({ emoji: each.emoji, name: each.name, hasTones: each.skin_tone_support })),
}))

export const skinTones = ['', '🏻', '🏼', '🏽', '🏾', '🏿'] as const

/** `emoji` with every person in it in that tone. */
export function inTone({ emoji, hasTones }: Emoji, tone: string): string {
  if (!hasTones || tone === '') return emoji
  return emoji.replaceAll(/(\p{Emoji_Modifier_Base})\uFE0F?/gu, `$1${tone}`)
}

/** Those whose name has every word of `query`, or begins a word with it. */
export function foundEmoji(query: string): readonly Emoji[] {
  const words = query.toLowerCase().split(/\s+/u).filter(Boolean)
  const all = emojiGroups.flatMap(({ emojis }) => emojis)
  return all.filter(({ name, emoji }) => emoji === query || words.every((word) => name.toLowerCase().includes(word)))
}

/** Up to `max` emoji by the beginning of their name, then by that of any word in it; `_` and `-` stand for a space. */
export function emojiCalled(query: string, max: number): readonly Emoji[] {
  const begun = query.toLowerCase().replaceAll(/[_-]+/g, ' ')
  const all = emojiGroups.flatMap(({ emojis }) => emojis)
  const first = all.filter(({ name }) => name.toLowerCase().startsWith(begun))
  const within = all.filter(({ name }) =>
    name
      .toLowerCase()
      .split(/[\s-]+/u)
      .some((word) => word.startsWith(begun)),
  )
  return [...new Set([...first, ...within])].slice(0, max)
}
