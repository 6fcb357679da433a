import { pluralsOf } from '../plural.ts'

const plural = pluralsOf('en')

export const marks = {
  emojiList: 'Emoji',
  emojiFound: (count: number) => plural(count, { one: '# emoji', other: '# emoji' }),
  pickEmoji: 'React with',
  searchEmoji: 'Search by name',
  found: 'Found',
  recent: 'Used last',
  noEmoji: 'None by that name',
  noEmojiText: (q: string) => `No emoji is called “${q}”.`,
  tone: 'Skin tone',
  tones: ['No tone', 'Light', 'Medium light', 'Medium', 'Medium dark', 'Dark'],
  groups: {
    'Smileys & Emotion': 'Smileys and emotion',
    'People & Body': 'People and body',
    'Animals & Nature': 'Animals and nature',
    'Food & Drink': 'Food and drink',
    'Travel & Places': 'Travel and places',
    Activities: 'Activities',
    Objects: 'Objects',
    Symbols: 'Symbols',
    Flags: 'Flags',
  } as Record<string, string>,
  history: 'What it said before',
  now: 'Now',
  noHistory: 'What it said before was not kept.',
  reactors: 'Who reacted',
  noReactors: 'Nobody any more.',
  forwardTitle: 'Forward',
  forwardTo: (count: number) =>
    count === 0 ? 'Forward' : plural(count, { one: 'Forward to # conversation', other: 'Forward to # conversations' }),
  forwarded: (count: number) =>
    plural(count, { one: 'Forwarded to # conversation', other: 'Forwarded to # conversations' }),
  notForwarded: 'It was not forwarded everywhere',
  saved: 'Saved',
  savedText: 'Messages that you keep for yourself. Nobody else sees them here.',
  noneSaved: 'Nothing saved yet',
  noneSavedText: 'Save a message from its menu, or by the key S while it has the focus.',
  loading: 'Loading what you saved',
  notLoaded: 'It could not be loaded',
  tryAgain: 'Try again',
  more: 'Show more',
}
