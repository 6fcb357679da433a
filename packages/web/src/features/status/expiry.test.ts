import { expect, test } from 'vitest'
import { endOf, fieldValue } from './expiry.ts'

const wednesday = new Date(2026, 2, 4, 14, 30)
const sunday = new Date(2026, 2, 8, 14, 30)

test('a status ends after its span, at midnight, at the end of Sunday, or never', () => {
  expect(endOf('half-hour', '', wednesday)).toEqual(new Date(2026, 2, 4, 15, 0))
  expect(endOf('four-hours', '', wednesday)).toEqual(new Date(2026, 2, 4, 18, 30))
  expect(endOf('today', '', wednesday)).toEqual(new Date(2026, 2, 5))
  expect(endOf('week', '', wednesday)).toEqual(new Date(2026, 2, 9))
  expect(endOf('week', '', sunday)).toEqual(new Date(2026, 2, 9))
  expect(endOf('never', '', wednesday)).toBeNull()
})

test('a moment survives the field in which it is chosen', () => {
  expect(endOf('custom', fieldValue(wednesday))).toEqual(wednesday)
})
