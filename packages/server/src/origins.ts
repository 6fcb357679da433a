import type { Config } from './config.ts'

interface Headers {
  origin?: string | undefined
  host?: string | undefined
  'sec-fetch-site'?: string | string[] | undefined
}

/**
 * Where a browser says a call comes from. `unknown`: it says nothing, so it is no browser of today.
 * @see docs/decisions/0003-accounts.md
 */
export function originVerdict(config: Config, headers: Headers): 'allowed' | 'refused' | 'unknown' {
  const { origin } = headers
  if (origin !== undefined) return isAllowedOrigin(config, origin, headers.host) ? 'allowed' : 'refused'
  const site = headers['sec-fetch-site']
  if (site === undefined) return 'unknown'
  return site === 'same-origin' ? 'allowed' : 'refused'
}

function isAllowedOrigin(config: Config, origin: string, host: string | undefined): boolean {
  if (config.ALLOWED_ORIGINS.includes(origin)) return true
  if (config.PUBLIC_URL !== null) return origin === config.PUBLIC_URL
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`)
}
