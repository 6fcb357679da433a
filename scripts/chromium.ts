import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const packagedAt = fileURLToPath(new URL('../node_modules/.cache/kith-chromium/', import.meta.url))

/** What keeps a browser under test from calling home and from needing a display. */
export const browserArguments = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

export interface Chromium {
  path: string
  /** What it must find in its environment. */
  environment: Record<string, string>
}

/**
 * The system's Chromium, else the one from the registry; null where neither starts.
 * `KITH_TEST_CHROMIUM` names another one, or `packaged` for the one from the registry.
 */
export async function findChromium(): Promise<Chromium | null> {
  const wanted = process.env['KITH_TEST_CHROMIUM'] ?? ''
  const named = wanted === '' ? onPath() : wanted === 'packaged' ? [] : [wanted]
  for (const path of named) {
    if (await starts(path, {})) return { path, environment: {} }
  }
  if (wanted !== '' && wanted !== 'packaged') return null
  const folder = await unpacked().catch(() => null)
  if (folder === null) return null
  const path = join(folder, 'chromium')
  // The libraries beside it are for machines that lack them; elsewhere the machine's own fit better.
  const environments: Record<string, string>[] = [{}, { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') }]
  for (const environment of environments) {
    if (await starts(path, environment)) return { path, environment }
  }
  return null
}

function onPath(): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome']
  const folders = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)]
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).filter((path) => existsSync(path))
}

async function starts(path: string, environment: Record<string, string>): Promise<boolean> {
  try {
    await promisify(execFile)(path, ['--version', ...browserArguments], {
      env: { ...process.env, ...environment },
      timeout: 20_000,
    })
    return true
  } catch {
    return false
  }
}

/** Unpacks the packaged browser once, into a folder of this checkout: a shared one could be somebody else's. */
async function unpacked(): Promise<string> {
  const folder = join(packagedAt, 'unpacked')
  if (existsSync(folder)) return folder
  await mkdir(packagedAt, { recursive: true })
  const partial = await mkdtemp(join(packagedAt, 'partial-'))
  const before = process.env['TMPDIR']
  // The package unpacks to wherever temporary files go.
  process.env['TMPDIR'] = partial
  try {
    const { default: packaged, inflate } = await import('@sparticuz/chromium')
    await packaged.executablePath()
    await inflate(fileURLToPath(new URL('../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium'))))
    // Whole or not there: a broken-off unpacking must not be taken for a browser.
    await rename(partial, folder)
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
  return folder
}
