import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { styleText } from 'node:util'
import { fileURLToPath } from 'node:url'

/* The server, restarted when it changes, and the web client, replaced in place, until Ctrl-C. */

const END_MS = 11_000
const root = fileURLToPath(new URL('..', import.meta.url))
const vite = fileURLToPath(new URL('bin/vite.js', import.meta.resolve('vite/package.json')))

function run(name: string, colour: 'cyan' | 'magenta', folder: string, more: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, more, {
    cwd: root + folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Vite's own address is another origin than the server's.
    env: { ALLOWED_ORIGINS: 'http://localhost:5173,http://127.0.0.1:5173', ...process.env },
  })
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => console.log(`${styleText(colour, name.padEnd(6))} ${line}`))
  }
  return child
}

const children = [
  run('server', 'cyan', '', ['--watch', '--watch-preserve-output', 'packages/server/src/main.ts']),
  run('web', 'magenta', 'packages/web', [vite, '--clearScreen', 'false']),
]

function end(status: number): void {
  process.exitCode ??= status
  for (const child of children) child.kill('SIGTERM')
  setTimeout(() => {
    for (const child of children) child.kill('SIGKILL')
  }, END_MS).unref()
}

process.on('SIGINT', () => end(0))
process.on('SIGTERM', () => end(0))
for (const child of children) child.on('exit', (code) => end(code ?? 0))
