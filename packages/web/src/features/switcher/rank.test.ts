import { expect, test } from 'vitest'
import { folded } from '../../words/folded.ts'
import { rank, ranked } from './rank.ts'

test('the beginning goes before a word, a word before the middle', () => {
  const found = ranked(['Carmen', 'Big car', 'Oscar', 'Bus'], 'car', (name) => [name])
  expect(found).toEqual(['Carmen', 'Big car', 'Oscar'])
})

test('case and accents do not matter', () => {
  expect(folded(' ZOË Ångström ')).toBe('zoe angstrom')
  expect(ranked(['Zoë', 'Łukasz'], 'zoe', (name) => [name])).toEqual(['Zoë'])
})

test('several words may come in any order', () => {
  expect(rank('amina diallo', 'diallo amina')).toBe(1)
  expect(rank('amina diallo', 'diallo bob')).toBe(0)
})

test('without a query all stay as they were', () => {
  expect(ranked(['b', 'a'], '', (name) => [name])).toEqual(['b', 'a'])
})
