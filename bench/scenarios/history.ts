import { seqIn, seqKey } from '../engine-socket.ts'
import { HttpSocket } from '../http-socket.ts'
import { Ledger } from '../ledger.ts'
import { Meter } from '../meter.ts'
import type { Target } from '../target.ts'
import { channelWorld, conversationId, tokenOf } from '../world.ts'
import { latencyFigures } from './latency.ts'
import type { Outcome, Scenario } from './scenario.ts'
import { among, MEASURED_MS, pause, WARM_UP_MS } from './scenario.ts'

const PEOPLE = 20
const MESSAGES = 100_000
const PAGE = 50
/** So many people read at once, each so many pages backward from a random place before going to another. */
const READERS = 8
const PAGES_IN_A_ROW = 10

interface Reading {
  isOver: boolean
  isMeasured: boolean
  pages: number
  ms: number[]
  faults: { lost: number; repeated: number; disordered: number; refused: number }
}

export async function readHistory(target: Target, messages: number): Promise<Outcome> {
  const reading: Reading = {
    isOver: false,
    isMeasured: false,
    pages: 0,
    ms: [],
    faults: { lost: 0, repeated: 0, disordered: 0, refused: 0 },
  }
  const readers = Array.from({ length: READERS }, (_, reader) => readOn(target, reader, messages, reading))
  await pause(WARM_UP_MS)
  reading.isMeasured = true
  const meter = new Meter(target)
  await pause(MEASURED_MS)
  const used = meter.stop('page', reading.pages)
  reading.isOver = true
  await Promise.all(readers)
  return {
    figures: { ...used, ...latencyFigures(reading.ms), ...reading.faults },
    latencies: { of: 'from asking for a page to having it', ms: reading.ms },
  }
}

async function readOn(target: Target, reader: number, messages: number, reading: Reading): Promise<void> {
  const http = new HttpSocket(target.port)
  while (!reading.isOver) {
    let before = PAGE * PAGES_IN_A_ROW + 1 + Math.floor(Math.random() * (messages - PAGE * PAGES_IN_A_ROW))
    for (let page = 0; page < PAGES_IN_A_ROW && !reading.isOver; page++) {
      const startedAt = performance.now()
      const path = `/api/conversations/${conversationId(0)}/messages?before=${before}&limit=${PAGE}`
      const { status, body } = await http.get(path, tokenOf(reader))
      if (reading.isMeasured && !reading.isOver) {
        reading.pages++
        reading.ms.push(performance.now() - startedAt)
      }
      if (status === 200) checkPage(body, before, reading)
      else reading.faults.refused++
      before -= PAGE
    }
  }
  http.close()
}

/** A page must hold the `PAGE` messages right before `before`, ascending. */
function checkPage(body: Buffer, before: number, { faults }: Reading): void {
  const ledger = new Ledger(before - PAGE - 1)
  for (let at = body.indexOf(seqKey); at >= 0; at = body.indexOf(seqKey, at + seqKey.length)) {
    ledger.heard(seqIn(body, at, body.length))
  }
  faults.lost += ledger.lostUpTo(before - 1)
  faults.repeated += ledger.repeated
  faults.disordered += ledger.disordered
}

export const historyScenario: Scenario = {
  name: 'history',
  summary: 'pages of 50 from a conversation of 100,000, backward through random places, 8 readers',
  targets: ['kith', 'bare'],
  world: (isCrowded) => among(channelWorld(PEOPLE, MESSAGES), isCrowded),
  run: (target) => readHistory(target, MESSAGES),
}
