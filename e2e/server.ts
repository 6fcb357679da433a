import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../scripts/free-port.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A real Kith in a process of its own, on a fresh database, that may be killed and started again. */
export interface ServerUnderTest {
  url: string
  /** Where its database is. */
  directory: string
  /** As the plug being pulled: nothing is told, nothing is closed. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Ends it and removes its folder. */
  remove(): Promise<void>
}

export async function startServer(settings: Record<string, string> = {}): Promise<ServerUnderTest> {
  const directory = await mkdtemp(join(tmpdir(), 'kith-e2e-'))
  const port = await freePort()
  let child: ChildProcess | null = null

  async function start(): Promise<void> {
    const started = spawn(process.execPath, ['packages/server/src/main.ts'], {
      cwd: root,
      env: {
        PATH: process.env['PATH'],
        PORT: String(port),
        DATA_DIR: directory,
        LOG_LEVEL: 'warn',
        RATE_LIMIT_FACTOR: '50',
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child = started
    await new Promise<void>((resolve, reject) => {
      started.stdout.once('data', () => resolve())
      started.once('exit', (code) => reject(new Error(`the server left with status ${code}`)))
    })
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const running = child
    child = null
    if (running === null || running.exitCode !== null) return
    const left = new Promise((resolve) => running.once('exit', resolve))
    running.kill(signal)
    await left
  }

  await start()
  return {
    url: `http://127.0.0.1:${port}`,
    directory,
    kill: () => end('SIGKILL'),
    start,
    remove: async () => {
      await end('SIGTERM')
      await rm(directory, { recursive: true, force: true })
    },
  }
}
