import { expect, test } from 'vitest'
import { mosaicOf } from './mosaic.ts'

const counted = (count: number, aspect = 1.5): number[] => Array.from({ length: count }, () => aspect)

test('one picture keeps its form, and a strip is cropped', () => {
  expect(mosaicOf([1.5])).toEqual({ aspect: 1.5, rows: [[1.5]] })
  expect(mosaicOf([20]).aspect).toBeCloseTo(2.4)
  expect(mosaicOf([0.01]).aspect).toBeCloseTo(0.62)
})

test('one to twelve pictures stay in their order, four in a row at most, and take no more than a screen', () => {
  for (let count = 1; count <= 12; count++) {
    for (const aspect of [0.62, 1, 1.5, 2.4]) {
      const { rows, aspect: whole } = mosaicOf(counted(count, aspect))
      expect(rows.flat()).toHaveLength(count)
      expect(Math.max(...rows.map(({ length }) => length))).toBeLessThanOrEqual(4)
      expect(whole, `${count} of ${aspect}`).toBeGreaterThan(0.5)
    }
  }
  expect(mosaicOf([0.7, 1.5, 1.1, 2]).rows.flat()).toEqual([0.7, 1.5, 1.1, 2])
})

test('twelve alike fill whole rows', () => {
  expect(mosaicOf(counted(12, 0.75)).rows.map(({ length }) => length)).toEqual([4, 4, 4])
})
