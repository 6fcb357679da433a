import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** What IANA set aside: this host, private and shared networks, loopback, link-local (with the metadata of clouds),
 * protocols, documentation, relays, benchmarks, multicast, and what is kept for later. */
const specialIpv4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]

/** The only part of IPv6 that the world is reached by. Loopback, mapped and compatible IPv4, NAT64, SIIT, unique local,
 * link-local, site-local, multicast and whatever is thought of next all lie outside it. */
const worldIpv6 = '2000::/3'

/** Of that part: protocols with Teredo, ORCHID and benchmarks, documentation, 6to4, AS112, the old 6bone. */
const specialIpv6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3ffe::/16', '3fff::/20']

const special = listOf([...specialIpv4, ...specialIpv6])
const world = listOf([worldIpv6])

/** Whether an address, as a resolver or a parsed URL writes it, belongs to the internet and to nothing nearer. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !special.check(address, 'ipv4')
  // One with a zone, as fe80::1%eth0, is of a network of ours.
  if (!isIPv6(address) || address.includes('%')) return false
  return world.check(address, 'ipv6') && !special.check(address, 'ipv6')
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    list.addSubnet(address, Number(prefix), isIPv4(address) ? 'ipv4' : 'ipv6')
  }
  return list
}
