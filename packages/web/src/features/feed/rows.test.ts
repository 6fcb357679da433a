import { expect, test } from 'vitest'
import { CAUGHT_UP, END, rowKeys } from './rows.ts'

test('a line stands before the first post that one had come to before', () => {
  expect(rowKeys(['5', '4', '3'], '4', false)).toEqual(['5', CAUGHT_UP, '4', '3'])
  expect(rowKeys(['5', '4'], '5', false)).toEqual([CAUGHT_UP, '5', '4'])
  // The post itself may be gone by now.
  expect(rowKeys(['5', '3'], '4', false)).toEqual(['5', CAUGHT_UP, '3'])
})

test('no line stands where all is new, or nothing was ever read', () => {
  expect(rowKeys(['5', '4'], null, false)).toEqual(['5', '4'])
  expect(rowKeys(['5', '4'], '1', false)).toEqual(['5', '4'])
})

test('an end follows once all is there', () => {
  expect(rowKeys(['5'], null, true)).toEqual(['5', END])
  expect(rowKeys([], null, true)).toEqual([])
})
