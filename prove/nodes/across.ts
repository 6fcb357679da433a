import { setTimeout as pause } from 'node:timers/promises'
import { KithClient } from '@kith/sdk/client.ts'
import type { Cluster } from './cluster.ts'

const SENDS = 1_000
const REST_MS = 10

export interface Across {
  /** From the call of the sender until a device has it, in milliseconds: one on the sender's node, one on the other. */
  here: { p50: number; p99: number }
  there: { p50: number; p99: number }
}

/** How much longer a message takes to a device on another node than to one on the sender's own, of the same messages. */
export async function measureAcross({ doors: [own = '', other = ''] }: Cluster): Promise<Across> {
  const sender = await signedUp(own, 'sender')
  const near = await signedUp(own, 'near_one')
  const far = await signedUp(other, 'far_one')
  const memberIds = [near, far].map(({ state }) => state.me?.id ?? '')
  const { id } = await sender.create({ kind: 'group', title: 'How long it takes', memberIds })
  const sentAt = new Map<string, number>()
  const here: number[] = []
  const there: number[] = []
  for (const [client, ms] of [
    [near, here],
    [far, there],
  ] as const) {
    client.socket?.on('message', ({ body }) => {
      const from = sentAt.get(body)
      if (from !== undefined) ms.push(performance.now() - from)
    })
  }
  for (let count = 0; count < SENDS; count++) {
    const body = `across ${count}`
    sentAt.set(body, performance.now())
    await sender.send(id, body).sent
    await pause(REST_MS)
  }
  for (let turn = 0; turn < 500 && there.length < SENDS; turn++) await pause(REST_MS)
  for (const client of [sender, near, far]) client.stop()
  if (Math.min(here.length, there.length) < SENDS * 0.99) throw new Error(`${here.length} and ${there.length} came`)
  return { here: quantiles(here), there: quantiles(there) }
}

async function signedUp(baseUrl: string, username: string): Promise<KithClient> {
  const client = new KithClient({ baseUrl, keepsCookies: true })
  await client.register({ username, email: `${username}@example.org`, password: 'rain on tin roofs' })
  await client.start()
  return client
}

function quantiles(ms: readonly number[]): { p50: number; p99: number } {
  const inOrder = ms.toSorted((a, b) => a - b)
  const at = (part: number): number => inOrder[Math.min(inOrder.length - 1, Math.floor(inOrder.length * part))] ?? 0
  return { p50: at(0.5), p99: at(0.99) }
}
