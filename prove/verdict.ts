import { isDeepStrictEqual } from 'node:util'
import type { Conversation } from '@kith/protocol/conversations.ts'
import type { Message } from '@kith/protocol/messages.ts'
import type { KithClient } from '@kith/sdk/client.ts'
import { isTransient } from '@kith/sdk/problem-error.ts'
import { breachOf } from './breach.ts'
import type { Breach } from './breach.ts'
import { pause } from './crowd.ts'
import type { Crowd } from './crowd.ts'
import type { Device } from './device.ts'
import type { Talk } from './talk.ts'

const PAGE = 100
const LOOK_EVERY_MS = 50
const ATTEMPTS = 8

/** What the server has, as somebody reads it who was not there. */
type Truth = ReadonlyMap<string, readonly Message[]>

export interface Verdict {
  breaches: Breach[]
  /** Messages that a fresh session read. */
  read: number
  /** Places that devices had shown, each compared with the server's. */
  compared: number
}

/** Compares every ledger with what a fresh session reads, and every device with the server. */
export async function judge(crowd: Crowd, talk: Talk, patienceMs: number): Promise<Verdict> {
  const breaches: Breach[] = talk.refused.map((reason) => breachOf('unanswered', `a send was refused: ${reason}`))
  if (!(await crowd.online(patienceMs))) breaches.push(breachOf('state', 'not all devices came online again'))
  await settle(crowd, patienceMs)
  const reader = await crowd.freshReader()
  const truth = new Map<string, readonly Message[]>()
  for (const id of crowd.conversationIds) truth.set(id, await readWhole(reader, id))
  for (const [id, messages] of truth) {
    const entry = await reader.api.call('GET /api/conversations/:conversationId', { conversationId: id })
    breaches.push(...faultsOfOrder(messages, entry.lastSeq))
  }
  breaches.push(...faultsOfSends(crowd, truth))
  let compared = 0
  for (const { name, ledger } of crowd.devices) {
    breaches.push(...ledger.breaches, ...faultsOfShown(name, ledger.shown, truth))
    for (const places of ledger.shown.values()) compared += places.size
  }
  breaches.push(...(await faultsOfStates(crowd, truth, patienceMs)))
  return { breaches, read: [...truth.values()].reduce((sum, { length }) => sum + length, 0), compared }
}

/** Those who wait for an answer that never comes are not waited for. */
async function settle({ devices }: Crowd, patienceMs: number): Promise<void> {
  const all = Promise.all(devices.map(({ client }) => client.settled()))
  await Promise.race([all, pause(patienceMs)])
}

/** All of a conversation, page by page as they come: nothing is put in order here. */
async function readWhole(reader: KithClient, conversationId: string): Promise<Message[]> {
  const messages: Message[] = []
  for (;;) {
    const after = messages.at(-1)?.seq ?? 0
    const page = await reader.api.call('GET /api/conversations/:conversationId/messages', {
      conversationId,
      after,
      limit: PAGE,
    })
    messages.push(...page.items)
    if (page.items.length === 0 || !page.hasAfter) return messages
  }
}

function faultsOfOrder(messages: readonly Message[], lastSeq: number): Breach[] {
  const breaches: Breach[] = []
  for (const [index, { seq }] of messages.entries()) {
    const before = messages[index - 1]?.seq ?? 0
    if (seq !== before + 1) breaches.push(breachOf('hole', `place ${seq} follows on ${before}`))
  }
  const last = messages.at(-1)?.seq ?? 0
  if (last !== lastSeq) breaches.push(breachOf('hole', `the newest place is ${last}, the conversation says ${lastSeq}`))
  return breaches
}

function faultsOfSends(crowd: Crowd, truth: Truth): Breach[] {
  const breaches: Breach[] = []
  const stored = new Map<string, Message[]>()
  // By its words, which are each sent once: a clientId that the server lost must not hide a message.
  for (const message of [...truth.values()].flat()) {
    if (message.kind === 'text') stored.set(message.body, [...(stored.get(message.body) ?? []), message])
  }
  for (const { name, ledger } of crowd.devices) {
    for (const send of ledger.sends.values()) {
      const found = stored.get(send.body) ?? []
      stored.delete(send.body)
      if (found.length > 1)
        breaches.push(breachOf('twice', `"${send.body}" is there in places ${found.map(({ seq }) => seq).join(', ')}`))
      if (send.stored === null) {
        breaches.push(breachOf('unanswered', `"${send.body}" of ${name} was never acknowledged`))
        continue
      }
      const { id, seq } = send.stored
      const isThere = found.some(
        (message) =>
          message.id === id &&
          message.seq === seq &&
          message.clientId === send.clientId &&
          message.conversationId === send.conversationId,
      )
      if (!isThere) breaches.push(breachOf('lost', `"${send.body}" was acknowledged in place ${seq} and is not there`))
    }
  }
  for (const body of stored.keys()) breaches.push(breachOf('invented', `nobody sent "${body}"`))
  return breaches
}

function faultsOfShown(name: string, shown: ReadonlyMap<string, ReadonlyMap<number, string>>, truth: Truth): Breach[] {
  const breaches: Breach[] = []
  for (const [conversationId, places] of shown) {
    const ids = new Map((truth.get(conversationId) ?? []).map(({ seq, id }) => [seq, id]))
    if (!truth.has(conversationId)) continue
    for (const [seq, id] of places) {
      if (ids.get(seq) !== id) breaches.push(breachOf('order', `${name} was shown another message in place ${seq}`))
    }
  }
  return breaches
}

/** Every device ends with what the server has: thus all devices of a person with the same. */
async function faultsOfStates(crowd: Crowd, truth: Truth, patienceMs: number): Promise<Breach[]> {
  const breaches: Breach[] = []
  const until = performance.now() + patienceMs
  const entries = new Map<string, Conversation[]>()
  for (const device of crowd.devices) {
    const known = entries.get(device.username) ?? (await entriesOf(device.client))
    entries.set(device.username, known)
    let fault = faultOfState(device, known, truth)
    while (fault !== null && performance.now() < until) {
      await pause(LOOK_EVERY_MS)
      fault = faultOfState(device, known, truth)
    }
    if (fault !== null) breaches.push(breachOf('state', `${device.name} ${fault}`))
  }
  return breaches
}

/** By the device's own session, whose wire may still break once from what was done to it. */
async function entriesOf(client: KithClient): Promise<Conversation[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return (await client.api.call('GET /api/conversations', { limit: PAGE })).items
    } catch (error) {
      if (!isTransient(error) || attempt === ATTEMPTS) throw error
      await pause(attempt * LOOK_EVERY_MS)
    }
  }
}

function faultOfState({ client, conversationIds }: Device, entries: Conversation[], truth: Truth): string | null {
  const { conversations, timelines, outbox } = client.state
  if (outbox.length > 0) return `still has ${outbox.length} sends on their way`
  for (const entry of entries) {
    const known = conversations.get(entry.id)
    if (!isDeepStrictEqual(known, entry)) return `has another entry than the server: ${difference(known, entry)}`
  }
  for (const id of conversationIds) {
    const window = timelines.get(id)
    const messages = truth.get(id) ?? []
    const newest = messages.at(-1)?.seq
    if (window === undefined || window.hasAfter || window.items.at(-1)?.seq !== newest)
      return `shows up to place ${window?.items.at(-1)?.seq} of ${newest}`
    const same = messages.slice(-window.items.length)
    if (!isDeepStrictEqual(window.items, same)) return 'shows other messages than the server has'
  }
  return null
}

function difference(known: Conversation | undefined, entry: Conversation): string {
  if (known === undefined) return 'none'
  const keys = Object.keys(entry) as (keyof Conversation)[]
  const other = keys.filter((key) => !isDeepStrictEqual(known[key], entry[key]))
  return other.map((key) => `${key} ${JSON.stringify(known[key])}, not ${JSON.stringify(entry[key])}`).join('; ')
}
