import type { KithClient } from '@kith/sdk/client.ts'
import type { Message } from '@kith/protocol/messages.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { uploadFile } from '@kith/sdk/upload.ts'
import { brokenPictures, picturesOfAllKinds } from '../../packages/server/src/testing/hostile-pictures.ts'
import { breachOf } from '../breach.ts'
import type { Breach } from '../breach.ts'
import { inMb } from '../memory.ts'
import type { KilledServer } from '../server.ts'
import type { Attack, AttackStage } from './attack.ts'

const AT_ONCE = 6
const LOOK_MS = 100
const PAGE = 100
/** The first part fills caches and pools; after it nothing may grow by more than this. */
const PARTS = 4
const GROWTH_MAX_BYTES = 80_000_000

/** Bytes of pictures, changed at random, each in a message of its own. */
export const picturesAttack: Attack = {
  name: 'pictures',
  summary: 'pictures with changed bytes, each in a message',
  count: 10_000,
  run: async (stage) => {
    const { server, client, conversationId, memory, count, seed } = stage
    const mutants = brokenPictures(await picturesOfAllKinds({ isNoisy: true }), seed)
    const pid = server.pid()
    const left = leaving(server)
    const sent = new Map<string, Sent>()
    const peaks: { low: number; high: number }[] = []
    const breaches: Breach[] = []
    for (let part = 0; part < PARTS; part++) {
      memory.take()
      const upTo = Math.floor((count * (part + 1)) / PARTS)
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          while (sent.size < upTo && server.pid() === pid)
            await Promise.race([sendOne(stage, mutants.next().value, sent), left.promise])
        }),
      )
      peaks.push(memory.take())
    }
    left.stop()
    if (server.pid() !== pid) breaches.push(breachOf('server left', `after ${sent.size} pictures`))
    else breaches.push(...faultsOfMessages(sent, await readWhole(client, conversationId)))
    const [, ...settled] = peaks
    const [first] = settled
    const last = settled.at(-1)
    if (first !== undefined && last !== undefined && last.high - first.high > GROWTH_MAX_BYTES) {
      breaches.push(breachOf('memory', `grew from ${inMb(first.high)} to ${inMb(last.high)}`))
    }
    const kinds = Map.groupBy(sent.values(), ({ outcome }) => outcome)
    return {
      report: [
        `${sent.size} messages with broken pictures: ${[...kinds].map(([kind, { length }]) => `${length} × ${kind}`).join(', ')}`,
        `memory of the server, by quarters: ${peaks.map(({ low, high }) => `${inMb(low)}–${inMb(high)}`).join(', ')}`,
      ],
      breaches,
    }
  },
}

/** Settles when the server has left: what was sent to it would be tried for ever. */
function leaving(server: KilledServer): { promise: Promise<void>; stop: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setInterval(() => {
    if (server.pid() === null) resolve()
  }, LOOK_MS)
  return { promise, stop: () => clearInterval(timer) }
}

interface Sent {
  /** What it went out as, or why its picture did not. */
  outcome: string
  attachmentId: string | null
  message: Message | null
}

/** As the web client does: what is refused is left out, and the message goes out. */
async function sendOne({ client, conversationId }: AttackStage, bytes: Buffer, sent: Map<string, Sent>): Promise<void> {
  const body = `picture ${sent.size}`
  const entry: Sent = { outcome: 'under way', attachmentId: null, message: null }
  sent.set(body, entry)
  try {
    const upload = await uploadFile(client.api, new File([new Uint8Array(bytes)], `${body}.jpg`))
    entry.outcome = upload.kind
    entry.attachmentId = upload.id
  } catch (error) {
    entry.outcome = error instanceof ProblemError ? `refused as ${error.code}` : String(error)
  }
  const files = entry.attachmentId === null ? [] : [entry.attachmentId]
  entry.message = await client.send(conversationId, body, null, files).sent.catch(() => null)
}

const EXPECTED = /^(image|file|pdf|audio|video|refused as validation-failed)$/

function faultsOfMessages(sent: ReadonlyMap<string, Sent>, stored: ReadonlyMap<string, Message>): Breach[] {
  const breaches: Breach[] = []
  for (const [body, { outcome, attachmentId, message }] of sent) {
    if (!EXPECTED.test(outcome)) breaches.push(breachOf('hostile file', `${body}: ${outcome}`))
    const found = stored.get(body)
    if (message === null || found === undefined) breaches.push(breachOf('lost', body))
    else if ((found.attachments[0]?.id ?? null) !== attachmentId)
      breaches.push(breachOf('state', `${body} lost its file`))
  }
  if (![...sent.values()].some(({ outcome }) => outcome === 'image'))
    breaches.push(breachOf('nothing proved', 'no picture was still one'))
  return breaches
}

async function readWhole({ api }: KithClient, conversationId: string): Promise<Map<string, Message>> {
  const found = new Map<string, Message>()
  for (let after = 0; ;) {
    const page = await api.call('GET /api/conversations/:conversationId/messages', {
      conversationId,
      after,
      limit: PAGE,
    })
    for (const message of page.items) found.set(message.body, message)
    after = page.items.at(-1)?.seq ?? after
    if (page.items.length === 0 || !page.hasAfter) return found
  }
}
