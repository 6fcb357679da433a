import { fileURLToPath } from 'node:url'
import { findCycles, readSourceFiles } from './source-files.ts'
import type { Import, SourceFile } from './source-files.ts'

/* The rules of the house, as docs/map.md draws them. Prints `path:line: why` for each breach and fails. */

const LINES_MAX = 400

/** Which parts may import which. Whatever is not here may not. */
const arrows: Record<string, readonly string[]> = {
  protocol: ['protocol'],
  sdk: ['sdk', 'protocol'],
  server: ['server', 'protocol'],
  web: ['web', 'sdk', 'protocol'],
  scripts: ['scripts', 'sdk', 'protocol', 'server'],
  bench: ['bench', 'sdk', 'protocol', 'server'],
  prove: ['prove', 'bench', 'sdk', 'protocol', 'server', 'scripts'],
  e2e: ['e2e', 'sdk', 'protocol', 'server', 'scripts'],
}

/** What the server shows to scripts, bench, prove and e2e. */
const serverDoors = [
  'app.ts',
  'config.ts',
  'http/openapi.ts',
  'database/database.ts',
  'nodes/envelopes.ts',
  'nodes/said.ts',
  'testing/free-port.ts',
  'testing/hostile-pictures.ts',
  'testing/own-redis.ts',
]

/** Libraries that one folder keeps to itself. */
const keptLibraries: readonly { library: RegExp; home: RegExp; why: string }[] = [
  { library: /^(fastify|@fastify\/.+)$/, home: /^http\//, why: 'only http/ knows the HTTP framework' },
  { library: /^(socket\.io|engine\.io|@socket\.io\/.+)$/, home: /^realtime\//, why: 'only realtime/ knows Socket.IO' },
  { library: /^sharp$/, home: /^media\//, why: 'only media/ decodes pictures' },
  { library: /^unpdf$/, home: /^media\//, why: 'only media/ reads documents, in a process of its own' },
  {
    library: /^node:(https|dns)(\/|$)/,
    home: /^(guarded-fetch|media\/s3)\//,
    why: 'what lies elsewhere is fetched through guarded-fetch/ only',
  },
  { library: /^ioredis(\/|$)/, home: /^nodes\//, why: 'only nodes/ knows Redis' },
  { library: /^aws4fetch$/, home: /^media\/s3\//, why: 'only media/s3/ knows object storage' },
  { library: /^(pg|node:sqlite)$/, home: /^database\//, why: 'only database/ knows the drivers' },
]

/** Of the web client, each layer with the layers it may stand on. Whatever is not here is on top and may use all. */
const webLayers: Record<string, readonly string[]> = {
  design: ['design'],
  words: ['words'],
  live: ['live', 'design', 'words'],
  features: ['features', 'live', 'design', 'words'],
}

const partOf = (path: string): string => /^packages\/([\w-]+)\//.exec(path)?.[1] ?? path.split('/')[0] ?? ''
const insideOf = (path: string): string => path.replace(/^packages\/[\w-]+\/src\//, '')
const isTest = (path: string): boolean => /\.(test|spec)\.tsx?$/.test(path) || path.includes('/testing/')
/** Text for people and invented people: long by nature. */
const isProse = (path: string): boolean => /\/(words|seed)\//.test(path)

function featureOf(path: string): { folder: string; noun: string; inner: string } | null {
  const found = /^(packages\/[\w-]+\/src\/features\/([\w-]+))\/(.+)$/.exec(path)
  return found === null ? null : { folder: found[1] ?? '', noun: found[2] ?? '', inner: found[3] ?? '' }
}

function faultOfImport(one: Import): string | null {
  const { file, specifier, target } = one
  if (target === null) return libraryFault(one)
  if (!/\.(tsx?|json|css|svg|txt|png|webp)(\?[\w=&]+)?$/.test(specifier)) return `"${specifier}" lacks its ending`
  const from = partOf(file)
  const to = partOf(target)
  if (from !== to && specifier.startsWith('.') && /^(protocol|sdk)$/.test(to))
    return `write @kith/${to}/${insideOf(target)}`
  const isServerTest = from === 'server' && to === 'sdk' && isTest(file)
  if (arrows[from] !== undefined && !arrows[from].includes(to) && !isServerTest) return `${from} may not import ${to}`
  if (from === 'server' && insideOf(target).startsWith('testing/') && !isTest(file)) return 'testing/ is for tests'
  if (from !== to && to === 'server' && !serverDoors.includes(insideOf(target)))
    return `the server is entered by ${serverDoors.join(', ')}`
  return (from === 'web' ? layerFault(file, target) : null) ?? doorFault(file, target)
}

function libraryFault({ file, specifier, isTypeOnly }: Import): string | null {
  const part = partOf(file)
  if (/^@kith\/[\w-]+$/.test(specifier)) return 'a package is imported file by file: @kith/protocol/users.ts'
  if (part === 'web' && /^(socket\.io-client|engine\.io-client)$/.test(specifier))
    return 'the web client talks through the SDK'
  if (/^(web|sdk)$/.test(part) && /^zod(\/|$)/.test(specifier) && !isTest(file)) return 'Zod stays out of the browser'
  if (part === 'web' && insideOf(file).startsWith('design/') && specifier.startsWith('@tanstack/'))
    return 'design/ knows neither routes nor data'
  if (part !== 'server' || isTest(file)) return null
  const inside = insideOf(file)
  const kept = keptLibraries.find(({ library, home }) => library.test(specifier) && !home.test(inside))
  if (kept !== undefined) return kept.why
  const isSql = inside.startsWith('database/') || inside.endsWith('-rows.ts')
  if (/^kysely(\/|$)/.test(specifier) && !isTypeOnly && !isSql) return 'SQL is written in database/ and *-rows.ts only'
  return null
}

function layerFault(file: string, target: string): string | null {
  const layer = insideOf(file).split('/')[0] ?? ''
  const allowed = webLayers[layer]
  if (allowed === undefined || isTest(file)) return null
  if (partOf(target) !== 'web') return layer === 'design' ? 'design/ has no data' : null
  const to = insideOf(target).split('/')[0] ?? ''
  return allowed.includes(to) ? null : `${layer}/ may not import ${to}`
}

/** A feature is entered by its door, `<noun>.ts(x)`; its routes by the table of all routes, its pages by the router. */
function doorFault(file: string, target: string): string | null {
  const entered = featureOf(target)
  if (entered === null || isTest(file) || file.startsWith(`${entered.folder}/`)) return null
  const { noun, inner } = entered
  if (inner === `${noun}.ts` || inner === `${noun}.tsx`) return null
  const inside = insideOf(file)
  if (inner === 'routes.ts' && /^(http\/|app\.ts$)/.test(inside)) return null
  // What wires a whole Kith makes the things that features own, and names their types.
  if (/^(app|context)\.ts$/.test(inside)) return null
  if (inner.endsWith('-page.tsx') && /^(app|router)\.tsx$/.test(inside)) return null
  return `${noun} is entered by its door, ${noun}.ts, not by ${inner}`
}

/** Of each file of the contract that runs Zod, why it may not be loaded in a browser: null when it may. */
function filesWithZod(files: readonly SourceFile[]): Set<string> {
  const runs = (one: Import): boolean => !one.isTypeOnly
  const found = new Set(
    files.filter(({ imports }) => imports.some((one) => runs(one) && one.specifier === 'zod')).map(({ path }) => path),
  )
  let before = -1
  while (found.size !== before) {
    before = found.size
    for (const { path, imports } of files) {
      if (partOf(path) === 'protocol' && imports.some((one) => runs(one) && found.has(one.target ?? '')))
        found.add(path)
    }
  }
  return found
}

function faultsOfFile({ path, lines, isOnlyReexports }: SourceFile): string[] {
  const faults: string[] = []
  if (/(^|\/)(utils?|helpers?|common|misc|shared)(\/|\.)/.test(path))
    faults.push(`${path}:1: a name that says nothing gathers everything`)
  if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)+$/.test(path.split('/').at(-1) ?? ''))
    faults.push(`${path}:1: file names are kebab-case`)
  if (lines > LINES_MAX && !isTest(path) && !isProse(path))
    faults.push(`${path}:${LINES_MAX + 1}: has ${lines} lines, ${LINES_MAX} at most`)
  const feature = featureOf(path)
  const isDoor = feature !== null && /^([\w-]+)\.tsx?$/.exec(feature.inner)?.[1] === feature.noun
  if (isOnlyReexports && !isDoor) faults.push(`${path}:1: a barrel: import the files themselves`)
  return faults
}

export interface Report {
  /** `path:line: why`, one for each breach. */
  faults: string[]
  fileCount: number
  medianLines: number
  longest: { path: string; lines: number }
}

/** Checks every source file under `root`. */
export function checkImports(root: string): Report {
  const files = readSourceFiles(root)
  const withZod = filesWithZod(files)
  const faults = files.flatMap((file) => {
    const isForBrowsers = /^(web|sdk)$/.test(partOf(file.path)) && !isTest(file.path)
    const ofImports = file.imports.flatMap((one) => {
      const bringsZod = isForBrowsers && !one.isTypeOnly && withZod.has(one.target ?? '')
      const fault = faultOfImport(one) ?? (bringsZod ? 'brings Zod into the browser: import its types only' : null)
      return fault === null ? [] : [`${one.file}:${one.line}: ${fault}`]
    })
    return [...faultsOfFile(file), ...ofImports]
  })
  for (const way of findCycles(files)) faults.push(`${way[0]}:1: a cycle: ${way.join(' → ')}`)
  const measured = files.filter(({ path }) => !isTest(path) && !isProse(path)).toSorted((a, b) => a.lines - b.lines)
  return {
    faults,
    fileCount: files.length,
    medianLines: measured[Math.floor(measured.length / 2)]?.lines ?? 0,
    longest: measured.at(-1) ?? { path: 'none', lines: 0 },
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { faults, fileCount, medianLines, longest } = checkImports(fileURLToPath(new URL('..', import.meta.url)))
  for (const fault of faults) console.error(fault)
  console.log(
    `imports: ${fileCount} files, ${faults.length} faults; median ${medianLines} lines, longest ${longest.lines} (${longest.path})`,
  )
  process.exitCode = faults.length > 0 ? 1 : 0
}
