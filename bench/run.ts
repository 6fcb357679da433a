import { parseArgs } from 'node:util'
import { whyNoPostgres } from './postgres.ts'
import { writePage } from './report/page.ts'
import { isDisturbed, saveResult, seriesOf, thisCommit, thisMachine } from './report/results.ts'
import type { Result } from './report/results.ts'
import { aligned, tableOf } from './report/table.ts'
import { writeScalePage } from './scale/page.ts'
import { fanoutScenario, fanoutSingleScenario } from './scenarios/fanout.ts'
import { feedScenario } from './scenarios/feed.ts'
import { growthOfMessagesScenario, growthOfSocketsScenario } from './scenarios/growth.ts'
import { historyScenario } from './scenarios/history.ts'
import { pairsOnPostgresScenario, pairsScenario } from './scenarios/pairs.ts'
import { peopleScenario } from './scenarios/people.ts'
import { searchFilesScenario } from './scenarios/search-files.ts'
import { searchScenario } from './scenarios/search.ts'
import { resumeScenario } from './scenarios/resume.ts'
import { pause } from './scenarios/scenario.ts'
import type { Outcome, Scenario } from './scenarios/scenario.ts'
import { slowScenario } from './scenarios/slow.ts'
import { steadyScenario } from './scenarios/steady.ts'
import { burstScenario, stormScenario } from './scenarios/storm.ts'
import { removeSeeds, startTarget, takeGeneratorCore } from './target.ts'
import type { StartOptions, TargetName } from './target.ts'

const scenarios: readonly Scenario[] = [
  fanoutScenario,
  fanoutSingleScenario,
  pairsScenario,
  pairsOnPostgresScenario,
  steadyScenario,
  stormScenario,
  burstScenario,
  historyScenario,
  resumeScenario,
  peopleScenario,
  searchScenario,
  searchFilesScenario,
  feedScenario,
  slowScenario,
  growthOfSocketsScenario,
  growthOfMessagesScenario,
]

/** With `--calm`: so much longer may each scenario take, since somebody may be at work all day. */
const CALM_MAX_MS = 25_000
const REPEAT_AFTER_MS = 2_000

const usage = `npm run bench -- [scenario …] [option …]
  scenarios: ${scenarios.map(({ name }) => name).join(', ')}; without any, all
  --rounds 3       how often each server has its turn
  --write          keep the results and write docs/performance.md with its pictures
  --render         write that page again from the results that are kept
  --only kith,relay
  --size 20000     instead of the sizes that a scenario has
  --crowded        among 1,000,000 messages of others
  --disk-ms 10     each flush to the disk takes so much longer (needs strace)
  --calm           runs that others disturbed are done again, for 25 s in each scenario
  --profile DIR    a CPU profile of the server for each run`

const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    write: { type: 'boolean', default: false },
    render: { type: 'boolean', default: false },
    only: { type: 'string' },
    size: { type: 'string' },
    crowded: { type: 'boolean', default: false },
    'disk-ms': { type: 'string' },
    calm: { type: 'boolean', default: false },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const order = scenarios.map(({ name }) => name)
const unknown = names.filter((name) => !order.includes(name))
if (options.help || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no scenario ${unknown.join(', ')}.`)
  console.log(usage)
  process.exit(unknown.length > 0 ? 2 : 0)
}

if (options.render) writePages()
else await runAll()

async function runAll(): Promise<void> {
  takeGeneratorCore()
  const machine = thisMachine()
  console.log(`${machine.processor}, ${machine.cores} cores, Node ${machine.node}`)
  let hasFaults = false
  try {
    for (const scenario of scenarios) {
      if (names.length > 0 && !names.includes(scenario.name)) continue
      const result = await measured(scenario)
      if (result.series.some(({ rounds }) => rounds.some(isFaulty))) hasFaults = true
      if (options.write) saveResult(result)
    }
  } finally {
    await removeSeeds()
  }
  if (options.write) writePages()
  if (hasFaults) console.error('\nSomething was lost, repeated, out of order, refused or unanswered: see above.')
  process.exit(hasFaults ? 1 : 0)
}

/** What is said of the results: how fast it is, and what several nodes hold. */
function writePages(): void {
  writePage(order)
  writeScalePage()
}

async function measured(scenario: Scenario): Promise<Result> {
  const rounds = Number(options.rounds)
  const result: Result = {
    scenario: scenario.name,
    summary: scenario.summary,
    latencyOf: '',
    sizesOf: scenario.sizes?.of ?? null,
    command: `npm run bench -- ${process.argv.slice(2).join(' ')}`,
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    commit: thisCommit(),
    machine: thisMachine(),
    repeated: 0,
    series: [],
  }
  console.log(`\n${scenario.name}: ${scenario.summary}; rounds: ${rounds}${options.crowded ? ', among a crowd' : ''}`)
  for (const size of sizesOf(scenario)) {
    for (const [target, outcomes] of await inTurn(scenario, size, rounds, result)) {
      result.latencyOf = outcomes[0]?.latencies.of ?? ''
      result.series.push(seriesOf(target, size, outcomes))
    }
    if (scenario.sizes !== undefined) console.log(`\n${size.toLocaleString('en')} ${scenario.sizes.of}`)
    console.log(aligned(tableOf(result, size)))
  }
  return result
}

function sizesOf({ sizes }: Scenario): readonly number[] {
  if (sizes === undefined) return [0]
  return options.size === undefined ? sizes.values : [Number(options.size)]
}

/** A B A B: what the machine does meanwhile falls on all alike. */
async function inTurn(
  scenario: Scenario,
  size: number,
  rounds: number,
  result: Result,
): Promise<Map<TargetName, Outcome[]>> {
  const only = options.only?.split(',')
  const wanted = scenario.targets.filter((name) => only === undefined || only.includes(name))
  const isOnPostgres = (name: TargetName): boolean => name.endsWith('postgres')
  const whyNot = wanted.some(isOnPostgres) ? await whyNoPostgres() : null
  if (whyNot !== null) console.log(`NOT RUN: ${scenario.name} on PostgreSQL: ${whyNot}`)
  const targets = whyNot === null ? wanted : wanted.filter((name) => !isOnPostgres(name))
  const outcomes = new Map(targets.map((name): [typeof name, Outcome[]] => [name, []]))
  let calmLeftMs = options.calm ? CALM_MAX_MS : 0
  for (let round = 0; round < rounds; round++) {
    for (const name of targets) {
      let outcome = await runOnce(scenario, name, size)
      while (isDisturbed(outcome.figures) && calmLeftMs > 0) {
        const startedAt = performance.now()
        await pause(REPEAT_AFTER_MS)
        outcome = await runOnce(scenario, name, size)
        calmLeftMs -= performance.now() - startedAt
        result.repeated++
      }
      outcomes.get(name)?.push(outcome)
    }
  }
  return outcomes
}

async function runOnce(scenario: Scenario, name: TargetName, size: number): Promise<Outcome> {
  const target = await startTarget(name, scenario.world(options.crowded, size), startOptions())
  try {
    return await scenario.run(target, size)
  } finally {
    await target.stop()
  }
}

function startOptions(): StartOptions {
  const { profile, 'disk-ms': diskMs } = options
  return {
    nodeFlags: profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`],
    wrap: diskMs === undefined ? [] : slowDisk(Number(diskMs)),
  }
}

/** Only flushes are stopped (`--seccomp-bpf`): everything else runs at full speed. */
function slowDisk(ms: number): string[] {
  const flushes = 'fdatasync,fsync'
  const quietly = ['strace', '-f', '-qqq', '--seccomp-bpf', '-o', '/dev/null']
  return quietly.concat('-e', `trace=${flushes}`, '-e', `inject=${flushes}:delay_exit=${ms * 1000}`)
}

function isFaulty(figures: Record<string, number>): boolean {
  return ['lost', 'repeated', 'disordered', 'refused', 'unanswered'].some((fault) => (figures[fault] ?? 0) !== 0)
}
