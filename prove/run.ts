import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { endure } from './attacks/attack.ts'
import type { Attack } from './attacks/attack.ts'
import { bigFileAttack } from './attacks/big-file.ts'
import { picturesAttack } from './attacks/pictures.ts'
import { uploadStepsAttack } from './attacks/upload-steps.ts'
import { uploadsAttack } from './attacks/uploads.ts'
import { ownPostgres } from '../scripts/own-postgres.ts'
import { breachOf } from './breach.ts'
import type { Breach } from './breach.ts'
import { faults, isFaultName } from './faults/faults.ts'
import type { FaultName } from './faults/faults.ts'
import { nodesProof, proveNodes, SHORT as SHORT_NODES, WHOLE as WHOLE_NODES } from './nodes/prove-nodes.ts'
import { proveMove } from './move/prove-move.ts'
import { prove } from './prove.ts'
import { findPrograms, proveProxies } from './proxies/proxies.ts'
import { acksScenario } from './scenarios/acks.ts'
import { cutScenario } from './scenarios/cut.ts'
import { devicesScenario } from './scenarios/devices.ts'
import { killScenario } from './scenarios/kill.ts'
import { postgresScenario } from './scenarios/postgres.ts'
import type { Scenario, Sizes } from './scenarios/scenario.ts'

const scenarios: readonly Scenario[] = [killScenario, cutScenario, acksScenario, devicesScenario, postgresScenario]
/** What people send who mean harm, or whose camera does. */
const attacks: readonly Attack[] = [picturesAttack, uploadsAttack, bigFileAttack, uploadStepsAttack]
/** Needs programs of the machine, so that it is run by its name alone. */
const PROXIES = 'proxies'
/** From one database to the other; asked for by its name only, since it takes long and needs a PostgreSQL. */
const MOVE = { name: 'migrate', messages: 1_000_000, kills: 2 }
const allNames = [...[...scenarios, ...attacks, nodesProof].map(({ name }) => name), MOVE.name, PROXIES]
const faultNames = Object.keys(faults).filter(isFaultName)

const usage = `npm run prove -- [scenario …] [option …]
  scenarios: ${allNames.join(', ')}; without any, all but ${MOVE.name} and ${PROXIES}
  --sends 20000    how many messages are to be acknowledged; in pictures, how many broken ones are sent;
                   in big-file, how many megabytes; in migrate, how many messages there are
  --kills 50       how often the server is killed, in the scenario kill; in postgres, PostgreSQL; in migrate, the move
  --clients 50
  --seed 1         the same chance again; the network and the processor stay free to differ
  --fault NAME     with a planted fault, in the scenario or attack where it must show: ${faultNames.join(', ')}
  --faults         each of them in turn; fails unless every one is caught
  --short          what npm test runs: a little of kill, cut, postgres and big-file, and one fault; with names, a little of those
  --report FILE    what was found, as JSON`

const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    sends: { type: 'string' },
    kills: { type: 'string' },
    clients: { type: 'string' },
    seed: { type: 'string' },
    fault: { type: 'string' },
    faults: { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
    report: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const SHORT: Record<string, Sizes> = {
  kill: { sends: 600, kills: 4, devices: 16 },
  cut: { sends: 400, kills: 0, devices: 16 },
  postgres: { sends: 400, kills: 2, devices: 16 },
}
const SHORT_FILE_MB = 64
const WITH_FAULT: Sizes = { sends: 400, kills: 3, devices: 16 }

/** What is read of a run by whoever started it. */
export interface Report {
  passed: number
  failed: number
  breaches: Breach[]
  /** Why nothing was run. */
  notRun?: string
}

// What is left to do on the way out, the server and its folder, hangs on "exit".
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(1))

const report: Report = { passed: 0, failed: 0, breaches: [] }
const seed = Number(options.seed ?? Math.floor(Math.random() * 1_000_000))
const { fault } = options
const unknown = names.filter((name) => !allNames.includes(name))
if (options.help || unknown.length > 0 || (fault !== undefined && !isFaultName(fault))) {
  if (unknown.length > 0) console.error(`There is no scenario ${unknown.join(', ')}.`)
  console.log(usage)
  process.exit(options.help ? 0 : 2)
}

if (names.includes(PROXIES)) {
  const programs = findPrograms()
  if (typeof programs === 'string') {
    console.log(`NOT RUN: ${programs}`)
    report.notRun = programs
  } else {
    for (const isSticky of options.short ? [false] : [false, true])
      await take(proveProxies(programs, { seed, isSticky }))
  }
} else if (options.short && names.length === 0) {
  for (const scenario of scenarios) if (SHORT[scenario.name] !== undefined) await runOne(scenario, null)
  await take(endure(bigFileAttack, { seed, count: SHORT_FILE_MB, fault: null }))
  count(await isCaught('no-catch-up'))
} else if (options.faults) {
  for (const name of faultNames) count(await isCaught(name))
} else if (fault !== undefined) {
  const place = faults[fault].scenario
  for (const scenario of scenarios) if (scenario.name === place) await runOne(scenario, fault)
  for (const attack of attacks) if (attack.name === place) await runAttack(attack, fault)
} else {
  for (const scenario of scenarios)
    if (names.length === 0 || names.includes(scenario.name)) await runOne(scenario, null)
  for (const attack of attacks) if (names.length === 0 || names.includes(attack.name)) await runAttack(attack, null)
  if (names.length === 0 || names.includes(nodesProof.name)) await runNodes()
  if (names.includes(MOVE.name)) {
    const messages = Number(options.sends ?? MOVE.messages)
    await take(proveMove({ messages, kills: Number(options.kills ?? MOVE.kills), seed }))
  }
}
if (options.report !== undefined) await writeFile(options.report, JSON.stringify(report))
console.log(`\n${report.passed} passed, ${report.failed} failed`)
process.exit(report.failed > 0 ? 1 : 0)

async function runOne(scenario: Scenario, planted: FaultName | null): Promise<void> {
  const sizes = sizesOf(scenario, planted)
  if (scenario.isOnPostgres !== true) return take(prove(scenario, { sizes, seed, fault: planted, postgres: null }))
  const postgres = await ownPostgres([]).catch((error: unknown) => String(error))
  if (typeof postgres === 'string') return console.log(`\nNOT RUN: ${scenario.name}: ${postgres}`)
  await take(prove(scenario, { sizes, seed, fault: planted, postgres }))
  await postgres.remove()
}

function runAttack(attack: Attack, planted: FaultName | null): Promise<void> {
  const usual = planted === null ? attack.count : Math.min(attack.count, WITH_FAULT.sends)
  const isCounted = attack.count > 1 && options.sends !== undefined
  return take(endure(attack, { seed, count: isCounted ? Number(options.sends) : usual, fault: planted }))
}

async function runNodes(): Promise<void> {
  const usual = options.short ? SHORT_NODES : WHOLE_NODES
  await take(proveNodes({ ...usual, devices: Number(options.clients ?? usual.devices) }, seed))
}

async function take(proof: Promise<Breach[] | null>): Promise<void> {
  // A proof that breaks down has not been given, and those after it are still wanted.
  const breaches = await proof.catch((error: unknown) => {
    console.error(error)
    return [breachOf('nothing proved', String(error))]
  })
  // What this machine lacks was said.
  if (breaches === null) return
  report.breaches.push(...breaches)
  count(breaches.length === 0)
}

function sizesOf(scenario: Scenario, planted: FaultName | null): Sizes {
  const usual = planted === null ? ((options.short ? SHORT[scenario.name] : null) ?? scenario.sizes) : WITH_FAULT
  return {
    sends: Number(options.sends ?? usual.sends),
    kills: Number(options.kills ?? usual.kills),
    devices: Number(options.clients ?? usual.devices),
  }
}

function count(isPassed: boolean): void {
  if (isPassed) report.passed++
  else report.failed++
}

/** Runs the proof with a fault, in a process of its own, and says whether it found what it must find. */
async function isCaught(name: FaultName): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-prove-fault-'))
  const path = join(folder, 'report.json')
  const given = ['--fault', name, '--seed', String(seed), '--report', path]
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), ...given], { stdio: 'inherit' })
  const status = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  const text = await readFile(path, 'utf8').catch(() => null)
  await rm(folder, { recursive: true, force: true })
  const found: Report | null = text === null ? null : JSON.parse(text)
  const { expected, summary } = faults[name]
  const isFound = status === 1 && found?.breaches.some(({ kind }) => kind === expected) === true
  const isInVain = found?.breaches.some(({ kind }) => kind === 'nothing proved') ?? true
  console.log(
    `\nfault ${name} (${summary}): ${isFound && !isInVain ? 'caught' : `NOT CAUGHT: "${expected}" was expected`}`,
  )
  return isFound && !isInVain
}
