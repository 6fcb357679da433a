import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

/* The budget of the web client: what the first page loads, and what each further chunk weighs, gzipped. */

const KIB = 1024
const FIRST_MAX_BYTES = 170 * KIB
const CHUNK_MAX_BYTES = 60 * KIB
const dist = fileURLToPath(new URL('../packages/web/dist/', import.meta.url))

const gzippedBytes = (file: string): number => gzipSync(readFileSync(dist + file)).length
const inKib = (bytes: number): string => `${(bytes / KIB).toFixed(1).padStart(6)} KiB`

const page = readFileSync(`${dist}index.html`, 'utf8')
const first = new Set([...page.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map((match) => match[1] ?? ''))
// A set that grows while it is walked: what these import at once is loaded as well.
for (const file of first) {
  for (const match of readFileSync(dist + file, 'utf8').matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) {
    first.add(`assets/${match[1]}`)
  }
}
const later = readdirSync(`${dist}assets`)
  .map((name) => `assets/${name}`)
  .filter((file) => file.endsWith('.js') && !first.has(file))

const firstBytes = [...first].reduce((sum, file) => sum + gzippedBytes(file), 0)
console.log(`${inKib(firstBytes)} first load, ${first.size} files (at most ${FIRST_MAX_BYTES / KIB})`)
const faults: string[] = first.size === 0 ? ['index.html loads no script'] : []
if (firstBytes > FIRST_MAX_BYTES) faults.push(`the first load is over ${FIRST_MAX_BYTES / KIB} KiB`)
for (const file of later) {
  const bytes = gzippedBytes(file)
  console.log(`${inKib(bytes)} ${file}`)
  if (bytes > CHUNK_MAX_BYTES) faults.push(`${file} is over ${CHUNK_MAX_BYTES / KIB} KiB`)
}
for (const fault of faults) console.error(`The web client is over its budget: ${fault}.`)
process.exitCode = faults.length > 0 ? 1 : 0
