import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toTimestamp } from './timestamp.ts'

test('times are written as the language writes them', () => {
  fc.assert(
    fc.property(fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 }), (ms) => {
      expect(toTimestamp(ms)).toBe(new Date(ms).toISOString())
    }),
  )
  for (const ms of [0, 1, 999, 86_399_999, 86_400_000, 1_795_247_369_286]) {
    expect(toTimestamp(ms)).toBe(new Date(ms).toISOString())
  }
})
