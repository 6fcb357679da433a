import { fileURLToPath } from 'node:url'
import { KithClient } from '@kith/sdk/client.ts'
import { breachOf } from '../breach.ts'
import type { Breach } from '../breach.ts'
import type { FaultName } from '../faults/faults.ts'
import { MemoryWatch } from '../memory.ts'
import { startServer } from '../server.ts'
import type { KilledServer } from '../server.ts'

export interface AttackStage {
  server: KilledServer
  client: KithClient
  conversationId: string
  memory: MemoryWatch
  seed: number
  /** How much of it, where there is a measure. */
  count: number
}

export interface Attack {
  name: string
  summary: string
  count: number
  /** Loaded into the server before it starts. */
  plant?: string
  run(stage: AttackStage): Promise<{ report: string[]; breaches: Breach[] }>
}

/** Runs one attack on a server of its own and says what came of it; the breaches. */
export async function endure(
  attack: Attack,
  { seed, count, fault }: { seed: number; count: number; fault: FaultName | null },
): Promise<Breach[]> {
  console.log(`\n${attack.name}: ${attack.summary}${fault === null ? '' : `, with the fault ${fault}`}`)
  const server = await startServer(fault, {
    preload: attack.plant === undefined ? null : fileURLToPath(new URL(attack.plant, import.meta.url)),
  })
  const memory = new MemoryWatch(() => server.pid())
  try {
    const client = await owner(server)
    const { id } = await client.create({ kind: 'group', title: 'Files', memberIds: [] })
    // The account and the conversation were made without it.
    server.arm(true)
    const from = performance.now()
    const { report, breaches } = await attack.run({ server, client, conversationId: id, memory, seed, count })
    if (server.pid() === null) breaches.push(breachOf('server left', 'the server has ended'))
    if (fault !== null && !server.isFaultAtWork())
      breaches.push(breachOf('nothing proved', `the fault ${fault} never did anything: its anchors are off the way`))
    client.stop()
    for (const line of report) console.log(`  ${line}`)
    console.log(`  in ${((performance.now() - from) / 1_000).toFixed(0)} s, seed ${seed}`)
    for (const { kind, text } of breaches) console.log(`    ${kind}: ${text}`)
    return breaches
  } finally {
    memory.stop()
    await server.remove()
  }
}

async function owner({ url }: KilledServer): Promise<KithClient> {
  const client = new KithClient({ baseUrl: url, keepsCookies: true })
  await client.register({ username: 'owner', email: 'owner@example.org', password: 'rain on tin roofs at night' })
  await client.start()
  return client
}
