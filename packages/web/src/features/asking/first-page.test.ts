import { expect, test } from 'vitest'
import { withFirstPage } from './first-page.ts'

const page = (letters: string, nextCursor: string | null) => ({ items: letters.split(''), nextCursor })
const merged = (known: ReturnType<typeof page>, first: ReturnType<typeof page>) => {
  const { items, nextCursor } = withFirstPage(known, first, (letter) => letter)
  return [items.join(''), nextCursor]
}

test('what came to the top from further down is there once, and what was loaded stays', () => {
  expect(merged(page('abcdefgh', 'after h'), page('gabc', 'after c'))).toEqual(['gabcdefh', 'after h'])
  expect(merged(page('abcdefgh', null), page('nabc', 'after c'))).toEqual(['nabcdefgh', null])
  expect(merged(page('abcd', 'after d'), page('nabc', 'after c'))).toEqual(['nabcd', 'after d'])
})

test('what is gone from the first page goes', () => {
  expect(merged(page('abcdef', 'after f'), page('acde', 'after e'))).toEqual(['acdef', 'after f'])
  expect(merged(page('abcd', 'after d'), page('ac', null))).toEqual(['ac', null])
  expect(merged(page('abcd', 'after d'), page('bcde', 'after e'))).toEqual(['bcde', 'after e'])
  expect(merged(page('abcd', 'after d'), page('', null))).toEqual(['', null])
})

test('where what was loaded ends on the first page, the list goes on from there', () => {
  expect(merged(page('abcd', 'after d'), page('abcd', 'again after d'))).toEqual(['abcd', 'again after d'])
})
