import { readFileSync, writeFileSync } from 'node:fs'
import { Envelopes } from '../../packages/server/src/nodes/envelopes.ts'
import { publication, said } from '../../packages/server/src/nodes/said.ts'
import { median } from '../statistics.ts'

const file = 'docs/scale-relay.json'
const ROUNDS = 7
const MESSAGES = 20_000
/** As sends come together on a node that has enough to do. */
const TOGETHER = 8

/** Processor time of one message between nodes, without the socket to Redis, which carries many at a time. */
export interface RelayCost {
  tellUs: number
  hearUs: number
  bytes: number
}

export function savedRelayCost(): RelayCost {
  return JSON.parse(readFileSync(file, 'utf8')) as RelayCost
}

/** Seals, opens and reads messages as nodes do, and keeps what that takes. */
export function measureRelayCost(): RelayCost {
  const envelopes = new Envelopes('what all nodes share')
  const nodeId = 'abcdefghijkl'
  const told = Array.from({ length: TOGETHER }, (_, index) => ({
    say: 'to-conversation',
    audience: { conversationId: crypto.randomUUID(), seq: index + 1, rev: index + 1 },
    event: 'message',
    payload: {
      id: crypto.randomUUID(),
      seq: index + 1,
      kind: 'text',
      body: 'low tide at four, the boats lie dry '.repeat(7),
    },
  }))
  const tellUs: number[] = []
  const hearUs: number[] = []
  let bytes = 0
  for (let round = 0; round < ROUNDS; round++) {
    const sealed: Buffer[] = []
    tellUs.push(
      perMessage(() => sealed.push(envelopes.seal(nodeId, JSON.stringify({ number: sealed.length + 1, told })))),
    )
    bytes = (sealed[0]?.length ?? 0) / TOGETHER
    let at = 0
    hearUs.push(
      perMessage(() => {
        const opened = envelopes.open(sealed[at++] ?? Buffer.alloc(0))
        const parsed = publication.parse(JSON.parse(opened?.text ?? '') as unknown)
        if (!('told' in parsed)) throw new Error('what was told was not heard')
        for (const one of parsed.told) said.parse(one)
      }),
    )
  }
  const cost = { tellUs: rounded(median(tellUs)), hearUs: rounded(median(hearUs)), bytes: Math.round(bytes) }
  writeFileSync(file, `${JSON.stringify(cost, null, 2)}\n`)
  return cost
}

function perMessage(act: () => void): number {
  const before = process.cpuUsage()
  for (let count = 0; count < MESSAGES; count += TOGETHER) act()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / MESSAGES
}

function rounded(us: number): number {
  return Number(us.toPrecision(3))
}
