import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kithProcess } from '../scripts/kith-process.ts'

/** A real Kith in a process of its own, on a fresh database, that may be killed and started again. */
export interface ServerUnderTest {
  url: string
  port: number
  /** Where its database is. */
  directory: string
  /** As the plug being pulled: nothing is told, nothing is closed. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Ends it and removes its folder. */
  remove(): Promise<void>
}

/** `program`: a server that is not quite as it is. */
export async function startServer(settings: Record<string, string> = {}, program?: string): Promise<ServerUnderTest> {
  const directory = await mkdtemp(join(tmpdir(), 'kith-e2e-'))
  const kith = await kithProcess({
    dataDirectory: directory,
    settings: { RATE_LIMIT_FACTOR: '50', ...settings },
    ...(program === undefined ? {} : { program }),
  })
  await kith.start()
  return {
    url: kith.url,
    port: kith.port,
    directory,
    kill: () => kith.end('SIGKILL'),
    start: () => kith.start(),
    remove: async () => {
      await kith.end('SIGTERM')
      await rm(directory, { recursive: true, force: true })
    },
  }
}
