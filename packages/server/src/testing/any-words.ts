import fc from 'fast-check'

/* Texts and lines of search in many scripts, which have much in common. */

const latin =
  "zebra zebras Heron heronry ab abc abcabca be bee x crème zeb-ra it's ﬁne the the the https://example.org/heron"
const others = '北 北京 京都 東京タワー 서울에서 สวัสดี привет мир مرحبا ٤٢ 😀 👍🏽 👩‍👩‍👧 ↔ ™'
const words = `${latin} ${others}`.split(' ')
const word = fc.constantFrom(...words)
export const body = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 6 }), fc.constantFrom(' ', ' ', ''))
  .map(([chosen, between]) => chosen.join(between))
const part = fc.tuple(word, fc.nat(4), fc.integer({ min: 1, max: 5 })).map(([whole, from, length]) =>
  Array.from(whole)
    .slice(from, from + length)
    .join(''),
)
const phrase = fc.array(word, { minLength: 1, maxLength: 3 }).map((chosen) => `"${chosen.join(' ')}"`)
export const line = fc
  .array(fc.oneof(word, word, part, part, phrase), { maxLength: 2 })
  .map((pieces) => pieces.join(' '))

/** The same each time, so that one that fails can be looked at. */
export const sample = <T>(of: fc.Arbitrary<T>, count: number): T[] =>
  fc.sample(of, { numRuns: count, seed: 20_261_121 })

/** Whether a folded text has these folded words in a row, the last of them perhaps only begun. */
export function isSpoken(folded: string, { text, isOpen }: { text: string; isOpen: boolean }): boolean {
  const spoken = folded.split(' ')
  const wanted = text.split(' ')
  return spoken.some((_, at) =>
    wanted.every((one, place) => {
      const there = spoken[at + place]
      return isOpen && place === wanted.length - 1 ? there?.startsWith(one) === true : there === one
    }),
  )
}
