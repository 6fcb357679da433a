import { KithClient } from '@kith/sdk/client.ts'
import { isTransient } from '@kith/sdk/problem-error.ts'
import { pause } from '../crowd.ts'
import type { Cluster } from './cluster.ts'

const PASSWORD = 'the moss on the north side of stones'
const TALK_EVERY_MS = 100
/** What was said and not heard for this long is not heard any more. */
const SILENCE_MS = 1_500
const ATTEMPTS = 8
const AGAIN_MS = 200

export interface Revocations {
  /** From the answer to whoever ended a session, on the one node, until its socket on the other was closed. */
  sessionMs: number
  /** From the answer to whoever removed a member, on the one node, to the last message that they heard on the other. */
  memberMs: number
}

/** Takes rights away on the first node from people who are connected to the second; at most `withinMs` is waited. */
export async function revokeAcross({ doors }: Cluster, label: string, withinMs: number): Promise<Revocations> {
  const [here = '', there = ''] = doors
  const owner = new KithClient({ baseUrl: here, keepsCookies: true })
  const member = new KithClient({ baseUrl: there, keepsCookies: true })
  const otherDevice = new KithClient({ baseUrl: here, keepsCookies: true })
  const speaker = new KithClient({ baseUrl: there, keepsCookies: true })
  try {
    await enter(owner, `owner${label}`)
    await enter(member, `member${label}`)
    await enter(speaker, `speaker${label}`)
    await again(() => otherDevice.login(`member${label}`, PASSWORD))
    await again(() => member.start())
    await until(() => member.state.connection.state === 'online', withinMs)
    const memberIds = [member, speaker].map(({ state }) => state.me?.id ?? '')
    const { id: conversationId } = await again(() =>
      owner.create({ kind: 'group', title: `Group ${label}`, memberIds }),
    )
    const memberMs = await removal({ owner, member, speaker, conversationId, withinMs })
    const sessionMs = await sessionEnd(otherDevice, member, withinMs)
    return { memberMs, sessionMs }
  } finally {
    for (const client of [owner, member, otherDevice, speaker]) client.stop()
  }
}

/** Somebody on their node speaks all the time: what they hear after the removal tells how late it was. */
async function removal(at: {
  owner: KithClient
  member: KithClient
  speaker: KithClient
  conversationId: string
  withinMs: number
}): Promise<number> {
  const { owner, member, speaker, conversationId, withinMs } = at
  const saidAt = new Map<string, number>()
  let lastHeard = 0
  member.socket?.on('message', ({ body }) => {
    lastHeard = Math.max(lastHeard, saidAt.get(body) ?? 0)
  })
  const say = async (): Promise<void> => {
    const body = `said at ${performance.now()}`
    saidAt.set(body, performance.now())
    const clientId = crypto.randomUUID()
    await again(() =>
      speaker.api.call('POST /api/conversations/:conversationId/messages', { conversationId, clientId, body }),
    )
  }
  const from = performance.now()
  // Before it is taken away they hear what is said there, or nothing would be shown.
  while (lastHeard === 0 && performance.now() - from < withinMs) {
    await say()
    await pause(TALK_EVERY_MS)
  }
  if (lastHeard === 0) throw new Error('who was to be removed never heard anything')
  const userId = member.state.me?.id ?? ''
  await again(() =>
    owner.api.call('DELETE /api/conversations/:conversationId/members/:userId', { conversationId, userId }),
  )
  const removedAt = performance.now()
  lastHeard = removedAt
  while (performance.now() - lastHeard < SILENCE_MS + 2 * TALK_EVERY_MS) {
    if (performance.now() - removedAt > withinMs) return Number.POSITIVE_INFINITY
    await say()
    await pause(TALK_EVERY_MS)
  }
  return lastHeard - removedAt
}

async function sessionEnd(otherDevice: KithClient, member: KithClient, withinMs: number): Promise<number> {
  let closedAt = 0
  member.socket?.on('disconnect', () => {
    closedAt = performance.now()
  })
  const { items } = await again(() => otherDevice.api.call('GET /api/auth/sessions', {}))
  const theirs = items.find(({ isCurrent }) => !isCurrent)
  await again(() => otherDevice.api.call('DELETE /api/auth/sessions/:sessionId', { sessionId: theirs?.id ?? '' }))
  const endedAt = performance.now()
  await until(() => closedAt > 0, withinMs)
  return closedAt === 0 ? Number.POSITIVE_INFINITY : Math.max(0, closedAt - endedAt)
}

async function until(isSo: () => boolean, withinMs: number): Promise<void> {
  const from = performance.now()
  while (!isSo() && performance.now() - from < withinMs) await pause(TALK_EVERY_MS / 5)
}

/** A new account; who got no answer may have it already. */
async function enter(client: KithClient, username: string): Promise<void> {
  await again(() =>
    client
      .register({ username, email: `${username}@example.org`, password: PASSWORD })
      .catch((error: unknown) => client.login(username, PASSWORD).catch(() => Promise.reject(error))),
  )
}

/** A server that has too much to do, or has just been started, says so: then once more. */
async function again<T>(act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act()
    } catch (error) {
      if (!isTransient(error) || attempt === ATTEMPTS) throw error
      await pause(attempt * AGAIN_MS)
    }
  }
}
