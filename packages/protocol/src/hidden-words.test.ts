import { expect, test } from 'vitest'
import { hasHiddenWord } from './hidden-words.ts'

test('a hidden word is found as a word, whatever its case, and not as a part of another', () => {
  expect(hasHiddenWord('Spoiler: she leaves', ['spoiler'])).toBe(true)
  expect(hasHiddenWord('the end of #Dune!', ['DUNE'])).toBe(true)
  expect(hasHiddenWord('sand dunes', ['dune'])).toBe(false)
  expect(hasHiddenWord('undune', ['dune'])).toBe(false)
  expect(hasHiddenWord('dunes, and then dune', ['dune'])).toBe(true)
  expect(hasHiddenWord('a season finale tonight', ['season finale'])).toBe(true)
  expect(hasHiddenWord('Größe zählt', ['größe'])).toBe(true)
  expect(hasHiddenWord('anything', [])).toBe(false)
})

test('in scripts without spaces, and for signs, it is found wherever it stands', () => {
  expect(hasHiddenWord('黒猫です', ['猫'])).toBe(true)
  expect(hasHiddenWord('so🎃nice', ['🎃'])).toBe(true)
  expect(hasHiddenWord('𝒜dune', ['dune'])).toBe(false)
})
