import type { Breach } from '../breach.ts'
import { breachOf } from '../breach.ts'
import type { Front } from './fronts.ts'
import { callFromOutside, outsideAddress } from './outside.ts'
import type { OutsideAnswer } from './outside.ts'

const account = { username: 'headers', email: 'headers@example.org', password: 'headers like rain on tin roofs' }
/** What somebody says who wants to be taken for another. */
const lies = {
  'x-forwarded-for': '203.0.113.9',
  'x-real-ip': '203.0.113.9',
  'x-forwarded-proto': 'http',
  'x-forwarded-host': 'evil.example',
  'x-kith-handed-on': '1',
}

/** What a proxy must bring to a node, and may not let anybody bring; each breach begins with its name. */
export async function judgeHeaders(front: Front, nodeUrl: string): Promise<Breach[]> {
  const breaches: Breach[] = []
  const expects = (what: string, isSo: boolean, answer: OutsideAnswer): void => {
    if (isSo) return
    const said = `${answer.status} ${JSON.stringify(answer.headers)} ${answer.text.slice(0, 80)}`
    breaches.push(breachOf('proxy', `${front.name}: ${what}; it was ${said}`))
  }
  const origin = front.url
  const ready = await callFromOutside(`${front.url}/readyz`)
  expects('a node answers', ready.status === 200, ready)
  expects('HSTS is sent', ready.headers['strict-transport-security'] !== undefined, ready)
  const metrics = await callFromOutside(`${front.url}/metrics`)
  expects('nobody outside reads metrics', metrics.status === 404, metrics)

  const made = await callFromOutside(`${front.url}/api/auth/register`, { json: account, headers: { origin } })
  const { username: identifier, password } = account
  const signIn = { json: { identifier, password } }
  expects('somebody registers', made.status === 201 || made.status === 409, made)
  const lied = await callFromOutside(`${front.url}/api/auth/login`, { ...signIn, headers: { origin, ...lies } })
  const cookie = cookieOf(lied)
  expects('the cookie is Secure, whatever a device says', /^__Host-kith=.*; Secure$/.test(setCookieOf(lied)), lied)
  const sessions = await callFromOutside(`${front.url}/api/auth/sessions`, { headers: { cookie, ...lies } })
  expects('the address is the true one', sessions.text.includes(`"${outsideAddress}"`), sessions)
  expects('no device names its own address', !sessions.text.includes('203.0.113.9'), sessions)

  const past = await callFromOutside(`${nodeUrl}/api/auth/login`, { ...signIn, headers: { origin, ...lies } })
  const beside = await callFromOutside(`${nodeUrl}/api/auth/sessions`, { headers: { cookie: cookieOf(past) } })
  expects('who comes past the proxy is not believed either', !beside.text.includes('203.0.113.9'), beside)

  const evil = { origin: 'https://evil.example', cookie }
  const foreign = await callFromOutside(`${front.url}/api/auth/logout`, { method: 'POST', headers: evil })
  expects('a page of another address may not call', foreign.status === 403, foreign)
  const handshake = `${front.url}/socket.io/?EIO=4&transport=polling`
  const foreignSocket = await callFromOutside(handshake, { headers: evil })
  expects('a page of another address has no socket', foreignSocket.status === 403, foreignSocket)
  const guessed = await callFromOutside(`${handshake}&sid=guessed.guessed`)
  expects('a connection that nobody knows is unknown', guessed.text.includes('Session ID unknown'), guessed)
  return breaches
}

function setCookieOf({ headers }: OutsideAnswer): string {
  return headers['set-cookie']?.[0] ?? ''
}

function cookieOf(answer: OutsideAnswer): string {
  return setCookieOf(answer).split(';')[0] ?? ''
}
