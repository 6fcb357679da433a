import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findChromium } from './chromium.ts'
import { endAll, run } from './run.ts'
import { findPostgres } from './test-postgres.ts'

/* Every check and every test, one suite after another; ends with `N passed, N failed, N skipped`. */

interface Outcome {
  passed: number
  failed: number
  skipped: number
  /** Why it could not run; then it counts as nothing, and is named. */
  notRun?: string
}

interface Suite {
  name: string
  run: (folder: string) => Promise<Outcome>
}

const npm = (script: string, ...more: string[]): string[] => ['npm', 'run', '--silent', script, ...more]

/** A check that passes or fails as a whole. */
function check(name: string, command: string[]): Suite {
  return {
    name,
    run: async () => ({ passed: 0, failed: 0, skipped: 0, [(await run(command)) === 0 ? 'passed' : 'failed']: 1 }),
  }
}

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numFailedTestSuites: number
}

async function vitest(folder: string, environment: Record<string, string>, paths: string[]): Promise<Outcome> {
  const report = join(folder, `vitest-${Math.random()}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const status = await run(npm('vitest', '--', 'run', ...reporters, ...paths), environment)
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 }
  const counts: VitestReport = JSON.parse(await readFile(report, 'utf8'))
  // A file that could not even be loaded has no tests to fail.
  const failed = counts.numFailedTests + (counts.numFailedTests === 0 && status !== 0 ? 1 : 0)
  return orEmpty({ passed: counts.numPassedTests, failed, skipped: counts.numPendingTests })
}

/** A suite in which nothing ran has not passed. */
function orEmpty(outcome: Outcome): Outcome {
  return outcome.passed + outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome
}

async function onPostgres(folder: string): Promise<Outcome> {
  const postgres = await findPostgres(folder).catch((error: unknown) => String(error))
  if (typeof postgres === 'string') return { passed: 0, failed: 0, skipped: 0, notRun: postgres }
  console.log(`PostgreSQL: ${postgres.source}`)
  try {
    const environment = { KITH_TEST_DATABASE: 'postgres', KITH_TEST_POSTGRES_URL: postgres.url }
    // Making pictures and asking the web know no database, and take a minute.
    const without = ['pictures', 'hostile', 'guarded-fetch']
    const excluded = without.flatMap((name) => ['--exclude', `**/${name}.test.ts`])
    return await vitest(folder, environment, ['packages/server', ...excluded])
  } finally {
    await postgres.stop()
  }
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
}

async function inBrowsers(folder: string): Promise<Outcome> {
  const browser = await findChromium()
  if (browser === null) return { passed: 0, failed: 0, skipped: 0, notRun: 'no Chromium was found' }
  const report = join(folder, 'playwright.json')
  const status = await run(npm('playwright', '--', 'test'), { KITH_TEST_REPORT: report })
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 }
  const { stats }: PlaywrightReport = JSON.parse(await readFile(report, 'utf8'))
  const failed = stats.unexpected + stats.flaky
  return orEmpty({
    passed: stats.expected,
    failed: failed + (failed === 0 && status !== 0 ? 1 : 0),
    skipped: stats.skipped,
  })
}

/** Kills, cut wires and a planted fault that must be found: each counts as a test. */
async function proof(folder: string): Promise<Outcome> {
  const report = join(folder, 'proof.json')
  const status = await run(npm('prove', '--', '--short', '--report', report))
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 }
  const { passed, failed }: { passed: number; failed: number } = JSON.parse(await readFile(report, 'utf8'))
  return orEmpty({ passed, failed: failed + (failed === 0 && status !== 0 ? 1 : 0), skipped: 0 })
}

const suites: Suite[] = [
  check('imports', npm('check-imports')),
  check('types', npm('typecheck')),
  check('lint', npm('lint')),
  check('format', npm('format:check')),
  {
    name: 'units, and server on SQLite',
    run: (folder) => vitest(folder, { KITH_TEST_DATABASE: 'sqlite' }, []),
  },
  { name: 'server on PostgreSQL', run: onPostgres },
  { name: 'proof, short', run: proof },
  check('web build', ['node', 'scripts/build-if-stale.ts']),
  check('size of the web client', ['node', 'scripts/check-size.ts']),
  { name: 'browsers', run: inBrowsers },
]

const { values } = parseArgs({ options: { only: { type: 'string' }, list: { type: 'boolean' } } })
if (values.list === true) {
  for (const { name } of suites) console.log(name)
  process.exit(0)
}

const folder = await mkdtemp(join(tmpdir(), 'kith-tests-'))
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => void endAll().then(() => process.exit(1)))
}
const rows: { name: string; outcome: Outcome; seconds: number }[] = []
for (const suite of suites) {
  if (values.only !== undefined && !suite.name.includes(values.only)) continue
  console.log(`\n── ${suite.name}`)
  const start = performance.now()
  const outcome = await suite.run(folder)
  rows.push({ name: suite.name, outcome, seconds: (performance.now() - start) / 1000 })
}
await rm(folder, { recursive: true, force: true })

console.log('')
for (const { name, outcome, seconds } of rows) {
  const result =
    outcome.notRun === undefined
      ? `${outcome.passed} passed, ${outcome.failed} failed, ${outcome.skipped} skipped`
      : `NOT RUN: ${outcome.notRun}`
  console.log(`${name.padEnd(30)} ${result.padEnd(40)} ${seconds.toFixed(1)} s`)
}
const sum = (key: 'passed' | 'failed' | 'skipped'): number =>
  rows.reduce((total, { outcome }) => total + outcome[key], 0)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
process.exit(sum('failed') > 0 || rows.length === 0 ? 1 : 0)
