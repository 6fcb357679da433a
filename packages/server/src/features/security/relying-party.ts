import type { AppContext } from '../../context.ts'
import { Problem } from '../../problem.ts'

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/**
 * For which name passkeys are made, and on whose pages they may be used. PUBLIC_URL says; without it only this machine
 * itself may be named, since anybody can write a Host header.
 * @throws Problem `forbidden`
 */
export function relyingParty(ctx: AppContext, requestOrigin: string): { id: string; origins: string[] } {
  const { PUBLIC_URL, ALLOWED_ORIGINS } = ctx.config
  if (PUBLIC_URL !== null) return { id: new URL(PUBLIC_URL).hostname, origins: [PUBLIC_URL, ...ALLOWED_ORIGINS] }
  const hostname = URL.canParse(requestOrigin) ? new URL(requestOrigin).hostname : ''
  if (!loopback.test(hostname)) throw new Problem('forbidden', { detail: 'Passkeys need PUBLIC_URL to be set.' })
  return { id: hostname, origins: [requestOrigin, ...ALLOWED_ORIGINS] }
}
