import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/* Builds the web client where it is missing or older than what it is made of. Takes a few milliseconds otherwise. */

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = [
  'package-lock.json',
  'packages/protocol/src',
  'packages/sdk/src',
  'packages/web/index.html',
  'packages/web/package.json',
  'packages/web/page-needs.ts',
  'packages/web/public',
  'packages/web/src',
  'packages/web/vite.config.ts',
]
const stampFile = `${root}packages/web/dist/.stamp`

interface Source {
  path: string
  sizeBytes: number
  modifiedMs: number
}

function sourcesAt(path: string): Source[] {
  const stat = statSync(root + path, { throwIfNoEntry: false })
  if (stat === undefined) return []
  if (!stat.isDirectory()) return [{ path, sizeBytes: stat.size, modifiedMs: stat.mtimeMs }]
  return readdirSync(root + path)
    .toSorted()
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .flatMap((name) => sourcesAt(`${path}/${name}`))
}

const found = sources.flatMap(sourcesAt)
const hash = (parts: readonly (string | Buffer)[]): string => {
  const sum = createHash('sha256')
  for (const part of parts) sum.update(part).update('\0')
  return sum.digest('hex')
}
/** Equal as long as no file was touched: told without opening one. */
const listing = hash(found.map(({ path, sizeBytes, modifiedMs }) => `${path} ${sizeBytes} ${modifiedMs}`))
/** Equal as long as the files say the same: a checkout touches them without changing them. */
const contentsOf = (files: readonly Source[]): string =>
  hash(files.flatMap(({ path }) => [path, readFileSync(root + path)]))

function isFresh(): boolean {
  if (!existsSync(`${root}packages/web/dist/index.html`) || !existsSync(stampFile)) return false
  const [listed, contents] = readFileSync(stampFile, 'utf8').split('\n')
  if (listed === listing) return true
  if (contents !== contentsOf(found)) return false
  writeFileSync(stampFile, `${listing}\n${contents}\n`)
  return true
}

if (!isFresh()) {
  // Taken before the build: what is changed during it makes it stale.
  const stamp = `${listing}\n${contentsOf(found)}\n`
  const built = spawnSync('npm', ['run', 'build', '--silent'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (built.status !== 0) {
    process.stderr.write(`${built.stdout}${built.stderr}The web client could not be built.\n`)
    process.exit(1)
  }
  writeFileSync(stampFile, stamp)
}
