/** Emoji that fit a status, in the order of the grid. */
export const statusEmoji = [
  '😀',
  '🥳',
  '😴',
  '🤒',
  '🤔',
  '💪',
  '🎧',
  '📚',
  '🍲',
  '☕',
  '🏖️',
  '✈️',
  '🚲',
  '🏃',
  '🎵',
  '🎨',
  '🌱',
  '🔨',
  '💻',
  '📞',
  '🐕',
  '🎄',
  '❤️',
  '🌙',
] as const

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The last emoji of what was typed; empty where there is none. */
export function lastEmoji(text: string): string {
  const emoji = [...graphemes.segment(text)]
    .map(({ segment }) => segment)
    .filter((each) => /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3/u.test(each))
  return emoji.at(-1) ?? ''
}
