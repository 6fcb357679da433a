import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { kithProcess } from '../scripts/kith-process.ts'
import { endEarlier } from './left-open.ts'

/** A real Kith on a fresh database. */
export interface ServerUnderTest {
  url: string
  port: number
  /** Ends it and removes its folder. */
  remove(): Promise<void>
}

/** One in a process of its own, just as people run it, that may be killed and started again. */
export interface KilledServer extends ServerUnderTest {
  /** Where its database is. */
  directory: string
  /** As the plug being pulled: nothing is told, nothing is closed. */
  kill(): Promise<void>
  start(): Promise<void>
}

/** Asks for a server, or, without settings, for its end. */
export interface ToStage {
  id: number
  settings: Record<string, string> | null
}

export type FromStage = { id: number; url: string } | { id: number; fault: string }

const forTests = { RATE_LIMIT_FACTOR: '50', LOG_LEVEL: 'warn' }
const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'kith-e2e-'))
const removeFolder = (directory: string): Promise<void> => rm(directory, { recursive: true, force: true })

/** On the stage of this worker: see `stage.ts` for what is not as it is in earnest. */
export async function startServer(settings: Record<string, string> = {}): Promise<ServerUnderTest> {
  await endEarlier()
  const directory = await newFolder()
  const id = ++lastId
  const address = await askStage({ id, settings: { ...forTests, PORT: '0', DATA_DIR: directory, ...settings } })
  const port = Number(new URL(address).port)
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    remove: async () => {
      await askStage({ id, settings: null })
      await removeFolder(directory)
    },
  }
}

export async function startServerProcess(): Promise<KilledServer> {
  await endEarlier()
  const directory = await newFolder()
  const kith = await kithProcess({ dataDirectory: directory, settings: forTests })
  await kith.start()
  return {
    url: kith.url,
    port: kith.port,
    directory,
    kill: () => kith.end('SIGKILL'),
    start: () => kith.start(),
    remove: async () => {
      await kith.end('SIGTERM')
      await removeFolder(directory)
    },
  }
}

let lastId = 0
let stage: ChildProcess | null = null
const waiting = new Map<number, { resolve: (url: string) => void; reject: (fault: Error) => void }>()

async function askStage(asked: ToStage): Promise<string> {
  stage ??= openStage()
  const reply = Promise.withResolvers<string>()
  waiting.set(asked.id, reply)
  stage.send(asked)
  return reply.promise
}

/** Leaves when this process does. */
function openStage(): ChildProcess {
  const opened = fork(fileURLToPath(new URL('stage.ts', import.meta.url)), {
    // What loads the tests is not for the server.
    execArgv: ['--max-semi-space-size=4'],
    env: { PATH: process.env['PATH'] },
  })
  opened.on('message', (reply: FromStage) => {
    const asker = waiting.get(reply.id)
    waiting.delete(reply.id)
    if ('url' in reply) asker?.resolve(reply.url)
    else asker?.reject(new Error(reply.fault))
  })
  opened.once('exit', (status) => {
    stage = null
    for (const { reject } of waiting.values()) reject(new Error(`the stage left with status ${status}`))
    waiting.clear()
  })
  return opened
}
