import { expect, test } from 'vitest'
import { corners, fittedArea, movedArea, resizedArea, wholeArea } from './crop-area.ts'
import type { PartArea } from './crop-area.ts'

const aspectOf = ({ width, height }: PartArea, ratio: number): number => (width * ratio) / height

test('the largest part of a shape fills one side of the picture and lies in the middle', () => {
  expect(fittedArea(2, 1)).toEqual({ x: 0.25, y: 0, width: 0.5, height: 1 })
  expect(fittedArea(0.5, 1)).toEqual({ x: 0, y: 0.25, width: 1, height: 0.5 })
  expect(fittedArea(1.5, null)).toEqual(wholeArea)
})

test('a part that is moved stays within the picture', () => {
  const part = { x: 0.5, y: 0.5, width: 0.4, height: 0.4 }
  expect(movedArea(part, 1, -1)).toEqual({ ...part, x: 0.6, y: 0 })
  expect(movedArea(part, -1, 1)).toEqual({ ...part, x: 0, y: 0.6 })
})

test('a corner that is moved leaves the one across where it is, within the picture and never too small', () => {
  const part = { x: 0.2, y: 0.2, width: 0.5, height: 0.5 }
  expect(resizedArea(part, 'se', { dx: 9, dy: 9 }, { ratio: 1, aspect: null })).toEqual({
    x: 0.2,
    y: 0.2,
    width: 0.8,
    height: 0.8,
  })
  const least = resizedArea(part, 'nw', { dx: 9, dy: 9 }, { ratio: 1, aspect: null })
  expect(least.width).toBeGreaterThan(0.05)
  expect(least.x + least.width).toBeCloseTo(0.7)
  expect(least.y + least.height).toBeCloseTo(0.7)
})

test('a shape that is held stays, whichever corner is moved whichever way', () => {
  for (const ratio of [0.5, 1, 1.9]) {
    for (const aspect of [1, 4 / 5, 16 / 9]) {
      for (const corner of corners) {
        for (const by of [
          { dx: 0.3, dy: 0.05 },
          { dx: -0.1, dy: 0.6 },
          { dx: -2, dy: -2 },
        ]) {
          const part = resizedArea(fittedArea(ratio, aspect), corner, by, { ratio, aspect })
          expect(aspectOf(part, ratio)).toBeCloseTo(aspect)
          expect(Math.min(part.x, part.y)).toBeGreaterThanOrEqual(-1e-9)
          expect(Math.max(part.x + part.width, part.y + part.height)).toBeLessThanOrEqual(1 + 1e-9)
        }
      }
    }
  }
})
