import { BlockList, isIP, isIPv6 } from 'node:net'
import type { IncomingMessage } from 'node:http'
import type { Config } from './config.ts'

export interface Peer {
  address: string
  isHttps: boolean
}

const lists = new WeakMap<Config, BlockList>()

/** The true peer of a raw request: what proxies say is believed only from trusted ones, from the nearest outwards. */
export function peerOf(config: Config, request: IncomingMessage): Peer {
  const trusted = lists.get(config) ?? trustedList(config)
  lists.set(config, trusted)
  let address = plain(request.socket.remoteAddress ?? '')
  const isByProxy = isTrusted(trusted, address)
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
  while (isTrusted(trusted, address)) {
    const before = forwarded.pop()
    if (before === undefined || isIP(before) === 0) break
    address = plain(before)
  }
  const isHttps =
    config.PUBLIC_URL?.startsWith('https:') === true ||
    (isByProxy &&
      String(request.headers['x-forwarded-proto'] ?? '')
        .split(',')[0]
        ?.trim() === 'https')
  return { address, isHttps }
}

function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}

function isTrusted(list: BlockList, address: string): boolean {
  if (isIP(address) === 0) return false
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

function trustedList(config: Config): BlockList {
  const list = new BlockList()
  for (const entry of config.TRUSTED_PROXIES) {
    const [network = '', prefix] = entry.split('/')
    const family = isIPv6(network) ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(network, family)
    else list.addSubnet(network, Number(prefix), family)
  }
  return list
}
