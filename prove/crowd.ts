import { KithClient } from '@kith/sdk/client.ts'
import { isTransient } from '@kith/sdk/problem-error.ts'
import type { Chance } from '../scripts/seed/chance.ts'
import { Device } from './device.ts'
import { proxyTo } from '../scripts/proxy.ts'

/** Where the devices connect. */
export interface Entrance {
  url: string
  /** Of the server itself, for proxies before it. */
  port?: number
  /** Where the device of that number connects, if there are several servers. */
  urlOf?: (index: number) => string
}

export interface CrowdPlan {
  devices: number
  conversations: number
  /** Every so many-th pair of devices is one person's: with 1, everybody has two. */
  pairEvery: number
  /** Every so many-th device speaks through a proxy of its own; with 0, none. */
  proxyEvery: number
}

export interface Crowd {
  devices: readonly Device[]
  conversationIds: readonly string[]
  /** A session of one who is a member of all conversations and was not there. */
  freshReader(): Promise<KithClient>
  /** Resolves when all of them are connected again. */
  online(withinMs: number): Promise<boolean>
  stop(): void
}

const READER = 'reader'
const AT_ONCE = 20
const AGAIN_MS = 300
const CONVERSATIONS_EACH = 3

const passwordOf = (username: string): string => `${username} likes rain on tin roofs`
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Makes accounts and conversations, and brings every device online. */
export async function gather(server: Entrance, plan: CrowdPlan, chance: Chance): Promise<Crowd> {
  const devices: Device[] = []
  for (let index = 0; index < plan.devices; index++) {
    const isSecond = index % (plan.pairEvery * 2) === 1
    const username = `person${isSecond ? index - 1 : index}`
    const { port = null } = server
    const proxy = port !== null && index % plan.proxyEvery === 0 ? await proxyTo(port) : null
    const its = { url: server.urlOf?.(index) ?? server.url, isOne: server.urlOf === undefined }
    devices.push(new Device(`${username}${isSecond ? ' (second device)' : ''}`, username, its, proxy))
  }
  const reader = new KithClient({ baseUrl: server.url, keepsCookies: true })
  await reader.register(accountOf(READER))
  const seconds = devices.filter(({ name, username }) => name !== username)
  const firsts = devices.filter((device) => !seconds.includes(device))
  await inTurns(firsts, (device) => signIn(device, true))
  await inTurns(seconds, (device) => signIn(device, false))

  const members: Device[][] = Array.from({ length: plan.conversations }, () => [])
  for (const [index, person] of firsts.entries()) {
    // In turn first, so that each conversation has somebody.
    const places = new Set([index % plan.conversations])
    while (places.size < Math.min(CONVERSATIONS_EACH, plan.conversations))
      places.add(Math.floor(chance.next() * plan.conversations))
    for (const place of places) members[place]?.push(person)
  }
  const conversationIds: string[] = []
  const of = new Map<string, string[]>()
  for (const [index, people] of members.entries()) {
    const memberIds = people.map(({ client }) => client.state.me?.id ?? '')
    const { id } = await reader.create({ kind: 'group', title: `Conversation ${index}`, memberIds })
    conversationIds.push(id)
    for (const { username } of people) of.set(username, [...(of.get(username) ?? []), id])
  }
  await inTurns(devices, (device) => device.start(of.get(device.username) ?? []))

  const crowd: Crowd = {
    devices,
    conversationIds,
    freshReader: async () => {
      const fresh = new KithClient({ baseUrl: server.url, keepsCookies: true })
      await fresh.login(READER, passwordOf(READER))
      return fresh
    },
    online: async (withinMs) => {
      const until = performance.now() + withinMs
      while (!devices.every(({ isOnline }) => isOnline)) {
        if (performance.now() > until) return false
        await pause(20)
      }
      return true
    },
    stop: () => {
      for (const { client, proxy } of devices) {
        client.stop()
        proxy?.remove()
      }
    },
  }
  if (!(await crowd.online(20_000))) throw new Error('not all devices came online')
  return crowd
}

function accountOf(username: string): { username: string; email: string; password: string } {
  return { username, email: `${username}@example.org`, password: passwordOf(username) }
}

/** Nothing is proved before everyone is in: a wire that fails here by itself is named and tried again. */
async function signIn(device: Device, isNew: boolean): Promise<void> {
  const { client, username } = device
  try {
    if (isNew) await client.register(accountOf(username))
    else await client.login(username, passwordOf(username))
  } catch (error) {
    if (!isTransient(error)) throw error
    console.log(`  ${device.name} could not sign in at first: ${String(device.failure)}`)
    await pause(AGAIN_MS)
    // The account may have been made all the same.
    await client.login(username, passwordOf(username)).catch(() => client.register(accountOf(username)))
  }
}

/** A few at a time: passwords are dear. */
async function inTurns<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += AT_ONCE) await Promise.all(items.slice(at, at + AT_ONCE).map(act))
}
