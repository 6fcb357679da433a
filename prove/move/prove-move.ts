import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createDatabase, databaseName, databaseUrl, dropDatabase, whyNoPostgres } from '../../bench/postgres.ts'
import { seedKith } from '../../bench/seed-kith.ts'
import type { BenchWorld } from '../../bench/world.ts'
import { conversationId, tokenOf } from '../../bench/world.ts'
import { kithProcess } from '../../scripts/kith-process.ts'
import type { KithProcess } from '../../scripts/kith-process.ts'
import { Chance } from '../../scripts/seed/chance.ts'
import { breachOf } from '../breach.ts'
import type { Breach } from '../breach.ts'
import { inMb, MemoryWatch } from '../memory.ts'
import { answersOf } from './questions.ts'
import { Talker } from './talker.ts'

const PEOPLE = 200
const CONVERSATIONS = 500
const MEMBERS_EACH = 4
const FILES = 300
const DIFFERENCES_SHOWN = 5

const SUMMARY = 'a place with a million messages moves from SQLite to PostgreSQL, killed twice on the way'

export interface MoveSizes {
  messages: number
  kills: number
  seed: number
}

/** Moves a place while people write in it, and compares what it answers before and after; the breaches. */
export async function proveMove({ messages, kills, seed }: MoveSizes): Promise<Breach[]> {
  console.log(`\nmigrate: ${SUMMARY}\n  seed ${seed}, ${messages.toLocaleString('en')} messages`)
  const why = await whyNoPostgres()
  if (why !== null) return [breachOf('nothing proved', why)]
  const directory = await mkdtemp(join(tmpdir(), 'kith-prove-move-'))
  const database = databaseName()
  await createDatabase(database)
  const kith = await kithProcess({ dataDirectory: directory, settings: { RATE_LIMIT_FACTOR: '10000' } })
  const endWithUs = (): void => {
    kith.endNow()
    rmSync(directory, { recursive: true, force: true })
  }
  process.once('exit', endWithUs)
  try {
    const world = worldOf(messages)
    await seedKith({ dataDirectory: directory, databaseUrl: null }, world)
    return await moveWhilePeopleWrite({ kith, directory, url: databaseUrl(database), world, kills, seed })
  } finally {
    process.removeListener('exit', endWithUs)
    await kith.end('SIGKILL')
    await dropDatabase(database)
    await rm(directory, { recursive: true })
  }
}

/** Not as many in each conversation: what was said in different ones at the same moment has no order. */
function worldOf(messages: number): BenchWorld {
  const each = Math.floor(messages / CONVERSATIONS) - CONVERSATIONS / 2
  const conversations = Array.from({ length: CONVERSATIONS }, (_, at) => ({
    kind: 'channel' as const,
    members: Array.from({ length: MEMBERS_EACH }, (_none, place) => (at * MEMBERS_EACH + place * 57) % PEOPLE).filter(
      (person, place, all) => all.indexOf(person) === place,
    ),
    messages: Math.max(1, each + at),
  }))
  const projects = [{ members: [0, 1], files: FILES }]
  return {
    people: PEOPLE,
    conversations,
    friendsEach: 3,
    isTalk: true,
    projects,
  }
}

interface Place {
  kith: KithProcess
  directory: string
  url: string
  world: BenchWorld
  kills: number
  seed: number
}

async function moveWhilePeopleWrite({ kith, directory, url, world, kills, seed }: Place): Promise<Breach[]> {
  const breaches: Breach[] = []
  const chance = new Chance(seed)
  const talker = new Talker()
  await kith.start()
  talker.begin(kith.url)
  const rows = { known: 0 }
  for (let kill = 0; kill < kills; kill++) {
    // At first while it brings rows, then wherever it is by then.
    const move = startMove(directory, url)
    const at = kill === 0 ? 0.2 + chance.next() * 0.4 : 0.7 + chance.next() * 0.29
    await move.until((event) => {
      if (event.kind === 'begin') rows.known = event.rows
      return event.kind === 'rows' && move.seen() > at * rows.known
    })
    move.kill()
    console.log(
      `  killed with -9 after ${move.seen().toLocaleString('en')} of ${rows.known.toLocaleString('en')} rows, ${move.seconds()} s`,
    )
    await move.left
  }
  const move = startMove(directory, url)
  await move.until((event) => event.kind === 'step' && event.step === 'lock')
  const locked = performance.now()
  await move.until((event) => event.kind === 'step' && event.step === 'wait')
  const readyAfter = (performance.now() - locked) / 1_000
  console.log(
    `  the last move was ready after ${move.seconds()} s, ${readyAfter.toFixed(1)} s of them without writing; ${move.stepsSaid()}`,
  )
  const before = await answersOf(kith.url, world, seed)
  const stopped = performance.now()
  await kith.end('SIGTERM')
  if ((await move.left) !== 0) breaches.push(breachOf('nothing proved', `the move left with ${await move.left}`))
  const next = await kithProcess({
    dataDirectory: directory,
    settings: { RATE_LIMIT_FACTOR: '10000', DATABASE_URL: url, PORT: String(kith.port) },
  })
  try {
    // Nobody writes yet: it is not where they look for it.
    const apart = await kithProcess({
      dataDirectory: directory,
      settings: { RATE_LIMIT_FACTOR: '10000', DATABASE_URL: url },
    })
    await apart.start()
    console.log(`  away for ${((performance.now() - stopped) / 1_000).toFixed(1)} s`)
    const after = await answersOf(apart.url, world, seed)
    await apart.end('SIGTERM')
    breaches.push(...differencesOf(before, after))
    await next.start()
    await talker.end()
    breaches.push(...(await lostOf(kith.url, talker)))
  } finally {
    await next.end('SIGTERM')
  }
  console.log(
    `  ${before.size} answers compared; ${talker.stored.length} messages written meanwhile, refused ${talker.refused} times`,
  )
  for (const { kind, text } of breaches) console.log(`    ${kind}: ${text}`)
  console.log(`  at most ${inMb(move.memoryHigh())}; ${move.endSaid()}`)
  return breaches
}

type Said =
  | { kind: 'begin'; rows: number }
  | { kind: 'step'; step: string }
  | { kind: 'rows'; table: string; seen: number }
  | { kind: 'end'; seconds: number; tables: { rows: number }[] }

function startMove(directory: string, url: string) {
  const child = spawn(process.execPath, ['packages/server/src/cli/kith.ts', 'migrate', '--to', url, '--json'], {
    env: { PATH: process.env['PATH'], DATA_DIR: directory },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const from = performance.now()
  const memory = new MemoryWatch(() => child.pid ?? null)
  const steps: string[] = []
  const seen = new Map<string, number>()
  let end = ''
  let isOver = false
  const listeners = new Set<(event: Said | null) => void>()
  const seconds = (): string => ((performance.now() - from) / 1_000).toFixed(1)
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event: Said = JSON.parse(line)
    if (event.kind === 'rows') seen.set(event.table, event.seen)
    if (event.kind === 'step') steps.push(`${event.step} at ${seconds()}`)
    if (event.kind === 'end')
      end = `${event.tables.reduce((sum, { rows }) => sum + rows, 0).toLocaleString('en')} rows are alike`
    for (const listener of listeners) listener(event)
  })
  const left = once(child, 'exit').then(([status]) => {
    isOver = true
    memory.stop()
    for (const listener of listeners) listener(null)
    return status as number | null
  })
  return {
    left,
    seconds,
    seen: () => [...seen.values()].reduce((sum, count) => sum + count, 0),
    kill: () => void child.kill('SIGKILL'),
    memoryHigh: () => memory.take().high,
    stepsSaid: () => steps.join(', '),
    endSaid: () => end,
    /** Resolves once it says what fulfils `condition`. */
    until: (condition: (event: Said) => boolean): Promise<void> =>
      new Promise((resolve, reject) => {
        const listener = (event: Said | null): void => {
          if (event === null || isOver) reject(new Error('the move left before its time'))
          else if (!condition(event)) return
          listeners.delete(listener)
          resolve()
        }
        listeners.add(listener)
      }),
  }
}

function differencesOf(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Breach[] {
  const different = [...before].filter(([question, answer]) => after.get(question) !== answer)
  return different.slice(0, DIFFERENCES_SHOWN).map(([question, answer]) => {
    const now = after.get(question) ?? ''
    let at = 0
    while (at < answer.length && answer[at] === now[at]) at++
    return breachOf(
      'state',
      `${different.length} answers differ; ${question}: …${answer.slice(at, at + 80)} ≠ …${now.slice(at, at + 80)}`,
    )
  })
}

/** Acknowledged messages that are missing, or there twice. */
async function lostOf(url: string, { stored }: Talker): Promise<Breach[]> {
  const times = new Map<string, number>()
  const path = `/api/conversations/${conversationId(0)}/messages?limit=100`
  for (let before = ''; ;) {
    const response = await fetch(url + path + before, { headers: { authorization: `Bearer ${tokenOf(0)}` } })
    const page: { items: { body: string; seq: number }[]; hasBefore: boolean } = JSON.parse(await response.text())
    for (const { body } of page.items) times.set(body, (times.get(body) ?? 0) + 1)
    if (!page.hasBefore) break
    before = `&before=${page.items[0]?.seq ?? 0}`
  }
  return stored.flatMap(({ body }) => {
    const count = times.get(body) ?? 0
    if (count === 1) return []
    return [breachOf(count === 0 ? 'lost' : 'twice', body)]
  })
}
