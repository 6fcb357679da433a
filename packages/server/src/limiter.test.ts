import { expect, test } from 'vitest'
import { buckets, Limiter, networkOf } from './limiter.ts'
import type { LimiterBucket } from './limiter.ts'

const names = Object.keys(buckets) as LimiterBucket[]

function allowed(limiter: Limiter, bucket: LimiterBucket, key: string, tries: number): number {
  let count = 0
  for (let index = 0; index < tries; index++) {
    try {
      limiter.take(bucket, key)
      count++
    } catch {
      // Counted by its absence.
    }
  }
  return count
}

test('every bucket gives its burst, then what time brings back, to each key of its own', () => {
  for (const bucket of names) {
    let now = 0
    const limiter = new Limiter(1, () => now)
    const { burst, perSecond } = buckets[bucket]
    expect(allowed(limiter, bucket, 'ann', burst + 10), bucket).toBe(burst)
    expect(allowed(limiter, bucket, 'ben', 1)).toBe(1)
    now += (3 / perSecond) * 1000 + 1
    expect(allowed(limiter, bucket, 'ann', 10), bucket).toBe(3)
    now += 1e12
    expect(allowed(limiter, bucket, 'ann', burst + 10), bucket).toBe(burst)
  }
})

test('a refusal says when to come back, and coming back then works', () => {
  let now = 0
  const limiter = new Limiter(1, () => now)
  for (let index = 0; index < buckets.send.burst; index++) limiter.take('send', 'ann')
  expect(() => limiter.take('send', 'ann')).toThrow(
    expect.objectContaining({ code: 'rate-limited', details: { retryAfterSeconds: 1 } }),
  )
  now += 1000
  limiter.take('send', 'ann')
})

test('what is given back never makes more than the burst', () => {
  const limiter = new Limiter(1, () => 0)
  limiter.take('login-account', 'ann')
  for (let index = 0; index < 10; index++) limiter.giveBack('login-account', 'ann')
  expect(allowed(limiter, 'login-account', 'ann', 20)).toBe(buckets['login-account'].burst)
})

test('the factor multiplies, and a clock that goes back gives nothing', () => {
  let now = 1_000_000
  const limiter = new Limiter(3, () => now)
  expect(allowed(limiter, 'send', 'ann', 1000)).toBe(buckets.send.burst * 3)
  now -= 500_000
  expect(allowed(limiter, 'send', 'ann', 10)).toBe(0)
})

test('a key in use is not forgotten for a hundred thousand others', () => {
  const limiter = new Limiter(1, () => 0)
  expect(allowed(limiter, 'login-account', 'ann', 10)).toBe(5)
  for (let index = 0; index < 150_000; index++) {
    limiter.check('anonymous', `network ${index}`)
    if (index % 50_000 === 0) expect(allowed(limiter, 'login-account', 'ann', 1)).toBe(0)
  }
  expect(allowed(limiter, 'login-account', 'ann', 1)).toBe(0)
})

test('an IPv6 household is one network however its addresses are spelt', () => {
  const one = [
    '2001:db8:1:2::1',
    '2001:0DB8:0001:0002:ffff:ffff:ffff:ffff',
    '2001:db8:1:2:0:0:0:9',
    '2001:db8:1:2::%eth0',
  ]
  expect(new Set(one.map(networkOf)).size).toBe(1)
  expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'))
  expect(networkOf('::1')).toBe(networkOf('0:0:0:0:0:0:0:1'))
  expect(networkOf('::ffff:192.0.2.1')).toBe('192.0.2.1')
  expect(networkOf('192.0.2.1')).toBe('192.0.2.1')
})
