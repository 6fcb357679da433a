import { EngineSocket } from '../engine-socket.ts'
import { DIALLING_MAX, Gate } from '../gate.ts'
import { HttpSocket } from '../http-socket.ts'
import { Ledger } from '../ledger.ts'
import { Meter } from '../meter.ts'
import type { Target } from '../target.ts'
import { conversationId, tokenOf, wovenWorld } from '../world.ts'
import { latencyFigures } from './latency.ts'
import type { Outcome, Scenario } from './scenario.ts'
import { among, pause } from './scenario.ts'

const SOCKETS = 1_000
const CONVERSATIONS_EACH = 50
const BEHIND_IN = 5
const MESSAGES = 20
/** How many messages they have missed in each conversation where they are behind. */
const MISSED = 10
const HEAD = CONVERSATIONS_EACH + MESSAGES
const RESUME_MAX_MS = 60_000

interface Faults {
  lost: number
  repeated: number
  disordered: number
  refused: number
}

interface Returning {
  target: Target
  faults: Faults
  gate: Gate
  startedAt: number
  /** Since then, when the last one so far was let in, and when it was told what is behind. */
  letInMs: number
  toldMs: number
}

/** Each comes back, says how far it had come, and asks for what it has missed, without any jitter. */
async function resume(target: Target): Promise<Outcome> {
  await pause(500)
  const faults: Faults = { lost: 0, repeated: 0, disordered: 0, refused: 0 }
  const gate = new Gate(DIALLING_MAX)
  const meter = new Meter(target)
  const startedAt = performance.now()
  const returning: Returning = { target, faults, gate, startedAt, letInMs: 0, toldMs: 0 }
  const ms: number[] = []
  const people = Array.from({ length: SOCKETS }, async (_, index) => {
    const close = await comeBack(returning, index)
    ms.push(performance.now() - startedAt)
    return close
  })
  const all = Promise.all(people)
  const late = pause(RESUME_MAX_MS).then(() => null)
  const closes = await Promise.race([all, late])
  if (closes === null) throw new Error(`after ${RESUME_MAX_MS} ms only ${ms.length} of ${SOCKETS} were back`)
  const allMs = performance.now() - startedAt
  const used = meter.stop('socket', SOCKETS)
  for (const close of closes) close()
  return {
    figures: {
      'all caught up ms': allMs,
      'all let in ms': returning.letInMs,
      'all answered ms': returning.toldMs,
      ...used,
      ...latencyFigures(ms),
      ...faults,
    },
    latencies: { of: 'from the return of the first to being caught up', ms },
  }
}

async function comeBack(returning: Returning, index: number): Promise<() => void> {
  const { target, faults, gate } = returning
  // Person `index` is in the conversations that began with one of the fifty people up to and including them.
  const mine = Array.from({ length: CONVERSATIONS_EACH }, (_, place) => (index - place + SOCKETS) % SOCKETS)
  const behind = new Set(mine.slice(0, BEHIND_IN).map(conversationId))
  const cursors = Object.fromEntries(
    mine.map((at) => {
      const id = conversationId(at)
      return [id, behind.has(id) ? HEAD - MISSED : HEAD]
    }),
  )
  await gate.enter()
  let close = (): void => undefined
  const answer = await new Promise<unknown>((resolve, reject) => {
    const socket = new EngineSocket(target.port, target.authOf(index), {
      connected: () => {
        returning.letInMs = performance.now() - returning.startedAt
        gate.leave()
        socket.emit(1, 'resume', JSON.stringify({ cursors }))
      },
      ack: (_id, bytes, start, end) => {
        returning.toldMs = performance.now() - returning.startedAt
        resolve(JSON.parse(bytes.toString('utf8', start, end)))
      },
      closed: () => reject(new Error('a socket was closed by the server')),
    })
    close = () => socket.close()
  })
  const told = Object.keys((answer as [{ conversations?: object }])[0].conversations ?? {})
  const untold = [...behind].filter((id) => !told.includes(id)).length
  faults.lost += untold * MISSED
  faults.refused += told.filter((id) => !behind.has(id)).length
  await gate.enter()
  const http = new HttpSocket(target.port)
  for (const id of told) await catchUp(http, id, index, faults)
  gate.leave()
  return () => {
    close()
    http.close()
  }
}

async function catchUp(http: HttpSocket, id: string, index: number, faults: Faults): Promise<void> {
  const path = `/api/conversations/${id}/changes?since=${HEAD - MISSED}`
  const { status, body } = await http.get(path, tokenOf(index))
  if (status !== 200) {
    faults.refused++
    return
  }
  const { messages } = JSON.parse(body.toString()) as { messages: { seq: number }[] }
  const ledger = new Ledger(MESSAGES - MISSED)
  for (const { seq } of messages) ledger.heard(seq)
  faults.lost += ledger.lostUpTo(MESSAGES)
  faults.repeated += ledger.repeated
  faults.disordered += ledger.disordered
}

export const resumeScenario: Scenario = {
  name: 'resume',
  summary: '1,000 sockets come back at once, each behind by 10 messages in 5 of its 50 conversations',
  targets: ['kith'],
  world: (isCrowded) => among(wovenWorld(SOCKETS, CONVERSATIONS_EACH, MESSAGES), isCrowded),
  run: resume,
}
