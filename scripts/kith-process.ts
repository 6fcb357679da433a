import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { freePort } from '../packages/server/src/testing/free-port.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The server in a process of its own, always on the same port and the same data. */
export interface KithProcess {
  url: string
  port: number
  /** Resolves when it listens. */
  start(): Promise<void>
  /** Resolves when it has left. `SIGKILL` is the plug being pulled: nothing is told, nothing is closed. */
  end(signal: NodeJS.Signals): Promise<void>
  /** For the way out of our own process, where nothing can be waited for. */
  endNow(): void
  /** Of the system; null when it does not run, or has left by itself. */
  pid(): number | null
}

export interface KithProcessOptions {
  dataDirectory: string
  settings?: Record<string, string>
  /** For Node, before the program. */
  flags?: readonly string[]
  /** What is run instead of the server as it is. */
  program?: string
}

/** As `npm start` has it: what is short-lived may take less room before it is cleared away. */
const asStarted = ['--max-semi-space-size=4']

/** Not started yet. */
export async function kithProcess({
  dataDirectory,
  settings = {},
  flags = [],
  program = 'packages/server/src/main.ts',
}: KithProcessOptions): Promise<KithProcess> {
  const port = await freePort()
  let child: ChildProcess | null = null
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    start: async () => {
      const started = spawn(process.execPath, [...asStarted, ...flags, program], {
        cwd: root,
        env: {
          PATH: process.env['PATH'],
          PORT: String(port),
          DATA_DIR: dataDirectory,
          LOG_LEVEL: 'warn',
          ...settings,
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      child = started
      await new Promise<void>((resolve, reject) => {
        started.stdout.once('data', () => resolve())
        started.once('exit', (code) => reject(new Error(`the server left with status ${code}`)))
      })
    },
    end: async (signal) => {
      const running = child
      child = null
      if (running === null || running.exitCode !== null) return
      const left = new Promise((resolve) => running.once('exit', resolve))
      running.kill(signal)
      await left
    },
    endNow: () => void child?.kill('SIGKILL'),
    pid: () => (child === null || child.exitCode !== null || child.signalCode !== null ? null : (child.pid ?? null)),
  }
}
