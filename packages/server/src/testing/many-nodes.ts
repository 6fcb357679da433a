import { randomBytes } from 'node:crypto'

/** On how many nodes the tests run: `KITH_TEST_NODES`, one when unset. */
export const testNodes = Number(process.env['KITH_TEST_NODES'] ?? '1')

/** What nodes share beside the database; each world has a channel of its own. `url`: another Redis than that of the tests. */
export function manyNodes(
  url = process.env['KITH_TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379',
): Record<string, string> {
  const address = new URL(url)
  address.searchParams.set('prefix', `test-${randomBytes(6).toString('hex')}`)
  return { REDIS_URL: address.href, SESSION_SECRET: randomBytes(32).toString('hex') }
}
