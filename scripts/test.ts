import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findChromium } from './chromium.ts'
import { endAll, run } from './run.ts'
import { ownRedis, redisProgram } from '../packages/server/src/testing/own-redis.ts'
import { findPostgres } from './test-postgres.ts'

/* Every check and every test, one suite after another; ends with `N passed, N failed, N skipped`. */

const { values } = parseArgs({
  options: { only: { type: 'string' }, list: { type: 'boolean' }, whole: { type: 'boolean', default: false } },
})

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

/** What asks nothing of the database that would differ: making pictures, the web, the process, object storage, refusals. */
const withoutDatabase = [
  'media/',
  'guarded-fetch/',
  'hostile.test',
  'src/main.test',
  'cli/kith.test',
  'cli/move-store.test',
  'http/safe-methods.test',
  'http/error-bodies.test',
  'messages/link-previews.test',
  'posts/picture-metadata.test',
]

/** Of that, what takes longest. */
const longOnPostgres = ['database/upgrade.test', 'search/brute-force-files']

/** Where how a database is asked matters most. The rest is run on PostgreSQL with `--whole`, which takes as long as all else. */
const onPostgresAlways = [
  'database/',
  'jobs/',
  'src/badges',
  'features/accounts/accounts',
  'features/conversations/conversations',
  'features/feed/',
  'features/files/files.test',
  'features/files/trash',
  'features/joining/',
  'features/messages/',
  'features/notifications/',
  'features/posts/visibility',
  'features/projects/rights',
  'features/relations/',
  'features/search/brute-force',
  'features/search/search.test',
  'features/threads/',
].map((part) => (part.startsWith('src/') ? `packages/server/${part}` : part))

/**
 * What two nodes could do otherwise than one: whatever is told, counted, ended or kept in step. On PostgreSQL it runs with
 * two only.
 */
const acrossNodes = [
  'nodes/',
  'realtime/races',
  'src/convergence',
  'src/people-convergence',
  'accounts/ends',
  'conversations/delivery',
  'messages/wide-mentions',
  'relations/privacy',
  'threads/places',
]

async function onPostgres(folder: string): Promise<Outcome> {
  const postgres = await findPostgres().catch((error: unknown) => String(error))
  if (typeof postgres === 'string') return { passed: 0, failed: 0, skipped: 0, notRun: postgres }
  console.log(`PostgreSQL: ${postgres.source}`)
  try {
    const environment = { KITH_TEST_DATABASE: 'postgres', KITH_TEST_POSTGRES_URL: postgres.url }
    // Without Redis one node is all there is.
    const elsewhere = redisProgram() === null ? ['nodes/'] : acrossNodes
    const left = [...withoutDatabase, ...elsewhere, ...(values.whole ? [] : longOnPostgres)]
    const excluded = left.flatMap((part) => ['--exclude', `**/${part}**`])
    return await vitest(folder, environment, [...(values.whole ? ['packages/server'] : onPostgresAlways), ...excluded])
  } finally {
    await postgres.stop()
  }
}

async function onTwoNodes(folder: string): Promise<Outcome> {
  const nothing = { passed: 0, failed: 0, skipped: 0 }
  const program = redisProgram()
  const given = process.env['KITH_TEST_REDIS_URL']
  if (program === null) return { ...nothing, notRun: 'no redis-server or valkey-server was found' }
  const postgres = await findPostgres().catch((error: unknown) => String(error))
  if (typeof postgres === 'string') return { ...nothing, notRun: postgres }
  const redis = await ownRedis(program)
  process.once('exit', () => redis.killNow())
  try {
    await redis.start()
    const environment = {
      KITH_TEST_DATABASE: 'postgres',
      KITH_TEST_POSTGRES_URL: postgres.url,
      KITH_TEST_REDIS_URL: given ?? redis.url,
      KITH_TEST_NODES: '2',
    }
    return await vitest(
      folder,
      environment,
      acrossNodes.map((part) => (part.startsWith('src/') ? `packages/server/${part}` : part)),
    )
  } finally {
    await redis.kill()
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
  const part: Record<string, string> = values.whole ? {} : { KITH_TEST_PART: 'yes' }
  const status = await run(npm('playwright', '--', 'test'), { KITH_TEST_REPORT: report, ...part })
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
    run: (folder) =>
      vitest(folder, { KITH_TEST_DATABASE: 'sqlite' }, values.whole ? [] : ['--exclude', '**/timing-of-reset.test.ts']),
  },
  { name: 'server on PostgreSQL', run: onPostgres },
  { name: 'two nodes on PostgreSQL and Redis', run: onTwoNodes },
  { name: 'proof, short', run: proof },
  check('web build', ['node', 'scripts/build-if-stale.ts']),
  check('size of the web client', ['node', 'scripts/check-size.ts']),
  { name: 'browsers', run: inBrowsers },
]

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
