import { pluralsOf } from '../plural.ts'

const plural = pluralsOf('en')

export const search = {
  title: 'Search',
  field: 'Search everything',
  here: 'Search in this conversation',
  everywhere: 'Search everywhere',
  inside: (name: string) => `In ${name}`,
  loading: 'Searching',
  results: (count: number) => plural(count, { one: '# result', other: '# results' }),
  people: 'People',
  conversations: 'Conversations',
  files: 'Files',
  allFiles: 'All files',
  onlyFiles: 'Only files',
  everything: 'Search everything, not only files',
  messages: 'Messages',
  nothing: 'Nothing found',
  nothingText: (q: string) => `Nothing that you may see has “${q}” in it. Try fewer letters, or a part of a word.`,
  more: 'Show more',
  notLoaded: 'The search did not answer',
  tryAgain: 'Try again',
  hintTitle: 'Find anything that was said',
  hintText:
    'Words, parts of words and phrases, in any language, in every conversation that you are in, and in the names and texts of the files of your projects.',
  narrow: 'Narrow it down',
  hints: [
    { example: 'from:', text: 'what somebody wrote; from:me for your own' },
    { example: 'in:', text: 'in a conversation, by its name' },
    { example: 'has:link', text: 'with a link in it' },
    { example: 'has:photo', text: 'with a photo; or video, audio, voice, pdf, file, post' },
    { example: 'is:reply', text: 'answers to something' },
    { example: 'after:', text: 'later than a day, as 2026\u201101\u201131' },
    { example: 'before:', text: 'earlier than a day' },
    { example: '"…"', text: 'exactly these words, side by side' },
  ],
}
