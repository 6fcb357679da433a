import { expect, test } from 'vitest'
import { measured, reached } from './measured.ts'
import type { Measured } from './measured.ts'
import { BUSY_MAX, ceilingOfRelay, costOfSend, nodesToHalf, sendsPerSecond, socketsPerNode } from './model.ts'
import { pageAsMeasured } from './page.ts'
import { caughtUpMs, deliveries } from './simulate.ts'

const even: Measured = {
  takeUs: { sqlite: 100, postgres: 200 },
  deliveryUs: { together: 1, alone: 5 },
  bytesPerDelivery: 500,
  idleMb: 100,
  socketKb: 50,
  connectUs: 1_000,
  catchUpUs: 4_000,
  tellUs: 20,
  hearUs: 30,
}

test('on one node the model says what was measured there', () => {
  const was = reached()
  const now = measured()
  const pairs = sendsPerSecond(now, { nodes: 1, audience: 1, turns: 'together', busyMax: was.pairsCores })
  const fanout = sendsPerSecond(now, { nodes: 1, audience: 199, turns: 'together', busyMax: was.fanoutCores }) * 199
  for (const ratio of [pairs / was.pairsSendsPerS, fanout / was.fanoutPerS]) {
    expect(ratio).toBeGreaterThan(0.9)
    expect(ratio).toBeLessThan(1.1)
  }
})

test('each node pays for what is sent to it, for its share of the sockets, and for hearing all that the others take', () => {
  expect(costOfSend(even, { nodes: 1, audience: 10, turns: 'alone' })).toBe(100 + 50)
  expect(costOfSend(even, { nodes: 2, audience: 10, turns: 'alone' })).toBe((200 + 50 + 20 + 30) / 2)
  expect(costOfSend(even, { nodes: 4, audience: 10, turns: 'alone' })).toBe((200 + 50 + 20 + 90) / 4)
  expect(sendsPerSecond(even, { nodes: 1, audience: 10, turns: 'alone' })).toBeCloseTo((BUSY_MAX * 1e6) / 150)
  expect(socketsPerNode(even)).toBe(81_920)
})

test('more nodes bring less and less, and never more than what each can hear', () => {
  const at = (nodes: number): number => sendsPerSecond(even, { nodes, audience: 10, turns: 'alone' })
  expect(at(3)).toBeGreaterThan(at(2))
  expect(at(3) - at(2)).toBeGreaterThan(at(30) - at(29))
  expect(at(10_000) / ceilingOfRelay(even)).toBeCloseTo(1, 2)
  expect(at(1_000_000)).toBeLessThan(ceilingOfRelay(even))
  const half = nodesToHalf(even, { audience: 10, turns: 'alone' })
  expect(at(half) / ceilingOfRelay(even)).toBeCloseTo(0.5, 1)
})

test('what is simulated is as busy as the model says, and waits the longer the busier it is', () => {
  const place = { nodes: 1, audience: 10, turns: 'alone' } as const
  const calm = deliveries(even, place, sendsPerSecond(even, { ...place, busyMax: 0.3 }))
  const busy = deliveries(even, place, sendsPerSecond(even, { ...place, busyMax: 0.9 }))
  // 150 µs of work for each; nobody waits for less.
  expect(calm.p50Ms).toBeGreaterThanOrEqual(0.15)
  expect(busy.p99Ms).toBeGreaterThan(2 * calm.p99Ms)
  const storm = { nodes: 1, sockets: 10_000, spreadMs: 1_000, busy: 0, us: 4_000 }
  // 40 s of work that comes within one.
  expect(caughtUpMs(storm)).toBeGreaterThanOrEqual(40_000)
  expect(caughtUpMs(storm)).toBeLessThan(41_000)
  expect(caughtUpMs({ ...storm, nodes: 4 })).toBeLessThan(11_000)
})

test('docs/scale.md shows what the model says', () => {
  const { is, shouldBe } = pageAsMeasured()
  expect(is).toBe(shouldBe)
})
