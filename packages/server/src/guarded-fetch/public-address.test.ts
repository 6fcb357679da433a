import { expect, test } from 'vitest'
import { nearHosts } from '../testing/near-hosts.ts'
import { isPublicAddress } from './public-address.ts'

const publicHosts = [
  '1.1.1.1',
  '8.8.8.8',
  '9.9.9.9',
  '93.184.216.34',
  '100.63.255.255',
  '100.128.0.1',
  '172.15.255.255',
  '172.32.0.1',
  '192.0.1.1',
  '198.17.255.255',
  '198.20.0.1',
  '223.255.255.254',
  '169.253.1.1',
  '11.0.0.1',
  '[2606:4700:4700::1111]',
  '[2001:4860:4860::8888]',
  '[2a00:1450:4001::1]',
  '[2620:fe::fe]',
  '[2001:200::1]',
]

/** As the parser of addresses writes it; null where it takes it for no host at all. */
function bare(host: string): string | null {
  return URL.parse(`http://${host}/`)?.hostname.replace(/^\[(.*)\]$/, '$1') ?? null
}

test('whatever is nearer than the internet is no public address, however it is spelled', () => {
  expect(nearHosts.length).toBeGreaterThanOrEqual(80)
  expect(nearHosts.map(bare).filter((host) => host !== null && isPublicAddress(host))).toEqual([])
  const readable = nearHosts.filter((host) => bare(host) !== null)
  expect(readable.length).toBeGreaterThanOrEqual(80)
})

test('addresses of the internet are public, next to those that are not too', () => {
  expect(publicHosts.filter((host) => !isPublicAddress(bare(host) ?? ''))).toEqual([])
})

test('what a resolver answers is read as it stands: no zone, no name, no other spelling', () => {
  for (const answer of ['fe80::1%eth0', '2606:4700::1%lo', 'example.org', '', '127.1', '2130706433', '0x8.8.8.8']) {
    expect(isPublicAddress(answer), answer).toBe(false)
  }
})
