import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

export interface Import {
  file: string
  line: number
  specifier: string
  /** Erased before anything runs. */
  isTypeOnly: boolean
  /** `import()`: fetched when it is needed, so it closes no cycle. */
  isLazy: boolean
  /** The file it means, relative to the root; null for a library. */
  target: string | null
}

export interface SourceFile {
  path: string
  lines: number
  imports: Import[]
  /** Nothing but `export … from`. */
  isOnlyReexports: boolean
}

const skipped = new Set(['node_modules', 'dist', 'dist-types', 'test-results', 'playwright-report', 'data'])
const comment = /\/\*[\s\S]*?\*\/|^[ \t]*\/\/.*$/gm
const statement = /^(?:import|export)\b\s*(type\b)?\s*(?:[\w*{}\s,$]+?\bfrom\s*)?['"]([^'"\n]+)['"]/gm
// Not behind a quote: there it is text.
const call = /^[^'"`\n]*\bimport\(\s*['"]([^'"\n]+)['"]/gm
const reexport = /^export\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s*from\s*['"][^'"\n]+['"];?/gm

/** Every source file under `root`, with what it imports. Paths have forward slashes and are relative to `root`. */
export function readSourceFiles(root: string): SourceFile[] {
  return pathsUnder(root, '').map((path) => parse(path, readFileSync(join(root, path), 'utf8')))
}

function pathsUnder(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (skipped.has(entry.name) || entry.name.startsWith('.')) return []
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) return pathsUnder(root, path)
      return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : []
    })
}

function parse(path: string, text: string): SourceFile {
  // Comments give way to the same number of lines, so that the numbers stay true.
  const code = text.replaceAll(comment, (found) => found.replaceAll(/[^\n]/g, ''))
  const found = [
    ...[...code.matchAll(statement)].map((match) => ({ match, isTypeOnly: match[1] !== undefined, isLazy: false })),
    ...[...code.matchAll(call)].map((match) => ({ match, isTypeOnly: false, isLazy: true })),
  ]
  const imports = found.map(({ match, isTypeOnly, isLazy }) => {
    const specifier = match.at(-1) ?? ''
    const line = code.slice(0, match.index).split('\n').length
    return { file: path, line, specifier, isTypeOnly, isLazy, target: targetOf(path, specifier) }
  })
  const isOnlyReexports = imports.length > 0 && code.replaceAll(reexport, '').trim() === ''
  return { path, lines: text.replace(/\n$/, '').split('\n').length, imports, isOnlyReexports }
}

function targetOf(file: string, specifier: string): string | null {
  const bare = specifier.replace(/\?.*$/, '')
  const inside = /^@kith\/([\w-]+)\/(.+)$/.exec(bare)
  if (inside !== null) return `packages/${inside[1]}/src/${inside[2]}`
  return bare.startsWith('.') ? posix.join(posix.dirname(file), bare) : null
}

/** Each way by which files reach themselves through imports that run at once, as the files on it. */
export function findCycles(files: readonly SourceFile[]): string[][] {
  const next = new Map(
    files.map(({ path, imports }) => [
      path,
      imports.filter((each) => !each.isTypeOnly && !each.isLazy).flatMap(({ target }) => target ?? []),
    ]),
  )
  const done = new Set<string>()
  const found: string[][] = []
  function visit(file: string, way: string[]): void {
    const at = way.indexOf(file)
    if (at >= 0) found.push([...way.slice(at), file])
    if (at >= 0 || done.has(file)) return
    for (const target of next.get(file) ?? []) visit(target, [...way, file])
    done.add(file)
  }
  for (const file of next.keys()) visit(file, [])
  return found
}
