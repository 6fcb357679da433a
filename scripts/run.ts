import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const isWindows = process.platform === 'win32'
const END_MS = 5_000
const running = new Set<ChildProcess>()

/**
 * Runs a command in the project's root with its output shown; resolves to its exit status. `node` is the pinned one.
 * The command leads a group of its own, so that `endAll` reaches whatever it started in turn.
 */
export function run(command: readonly string[], environment: Record<string, string> = {}): Promise<number> {
  const [program = '', ...more] = command
  const child = spawn(program === 'node' ? process.execPath : program, more, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
    detached: !isWindows,
    shell: isWindows,
  })
  running.add(child)
  return new Promise((resolve) => {
    const ended = (status: number): void => {
      signal(child, 'SIGKILL')
      running.delete(child)
      resolve(status)
    }
    child.once('error', () => ended(1))
    child.once('exit', (code) => ended(code ?? 1))
  })
}

/** Ends what `run` started, with all that these have started. */
export async function endAll(): Promise<void> {
  const ends = [...running].map((child) => new Promise((resolve) => child.once('exit', resolve)))
  for (const child of running) signal(child, 'SIGTERM')
  const cut = setTimeout(() => {
    for (const child of running) signal(child, 'SIGKILL')
  }, END_MS)
  await Promise.all(ends)
  clearTimeout(cut)
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    if (isWindows) child.kill(name)
    else process.kill(-child.pid, name)
  } catch {
    // The group is empty: nobody was left behind.
  }
}
