import { createHash, randomBytes } from 'node:crypto'
import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { CallReply } from '@kith/protocol/registry.ts'
import type { KithClient } from '@kith/sdk/client.ts'
import { uploadFile } from '@kith/sdk/file-upload.ts'
import { openDatabase } from '../../packages/server/src/database/database.ts'
import { breachOf } from '../breach.ts'
import type { Breach } from '../breach.ts'
import { pause } from '../crowd.ts'
import type { KilledServer } from '../server.ts'
import type { Attack, AttackStage } from './attack.ts'

/** More than is sent with the announcement. */
const FILE_BYTES = 300_000
const STEPS_MAX = 300
const LOOK_EVERY_MS = 10
const LONG_AGO_S = 1
const SWEEP_PATIENCE_MS = 20_000

/** The server is killed at each step of taking a file, one after the other, and the file is brought all the same. */
export const uploadStepsAttack: Attack = {
  name: 'upload-steps',
  summary:
    'the server is killed with -9 before and after each step of taking a file: written, flushed, renamed, in a row',
  count: 1,
  plant: 'step-killer.ts',
  run: async (stage) => {
    const { server, client } = stage
    const { id: projectId } = await client.api.call('POST /api/projects', { name: 'Steps' })
    const breaches: Breach[] = []
    let step = 0
    for (; step < STEPS_MAX; step++) {
      const bytes = randomBytes(FILE_BYTES)
      await writeFile(server.stepFile, String(step))
      const kills = await bring(stage, projectId, `${step}.bin`, bytes)
      if (kills === 0) break
      breaches.push(...(await judge(server, client, projectId, { name: `${step}.bin`, bytes })))
    }
    if (step === 0 || step === STEPS_MAX) breaches.push(breachOf('nothing proved', `${step} steps were found`))
    const entries = await entriesOf(client, projectId)
    breaches.push(...(await orphansOf(server, entries.length)))
    const verdict = breaches.length === 0 ? ', each once and whole; no orphans' : ''
    return { report: [`killed at ${step} steps; ${entries.length} files${verdict}`], breaches }
  },
}

/** How often the server was killed until the file was there. */
async function bring({ server, client }: AttackStage, projectId: string, name: string, bytes: Buffer): Promise<number> {
  let kills = 0
  let isOver = false
  const file = new File([new Uint8Array(bytes)], name)
  const brought = uploadFile(client, { projectId, parentId: null, file }).finally(() => (isOver = true))
  const reviving = (async () => {
    while (!isOver) {
      if (server.pid() === null) {
        kills++
        await server.start()
      }
      await pause(LOOK_EVERY_MS)
    }
  })()
  await Promise.all([brought, reviving])
  // It may have been killed after its last word.
  if (server.pid() === null) {
    kills++
    await server.start()
  }
  return kills
}

async function entriesOf(client: KithClient, projectId: string): Promise<ProjectEntry[]> {
  const all: ProjectEntry[] = []
  let cursor: string | null = null
  do {
    const page: CallReply<'GET /api/projects/:projectId/files'> = await client.api.call(
      'GET /api/projects/:projectId/files',
      cursor === null ? { projectId, limit: 100 } : { projectId, limit: 100, cursor },
    )
    all.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return all
}

async function judge(
  server: KilledServer,
  client: KithClient,
  projectId: string,
  { name, bytes }: { name: string; bytes: Buffer },
): Promise<Breach[]> {
  const found = (await entriesOf(client, projectId)).filter((entry) => entry.name === name)
  const [entry] = found
  if (entry === undefined) return [breachOf('lost', `${name} is not there`)]
  if (found.length > 1 || entry.version !== 1)
    return [breachOf('twice', `${name} is there in version ${entry.version}`)]
  const reply = await fetch(server.url + entry.url, { headers: { cookie: client.api.cookies() } })
  const back = Buffer.from(await reply.arrayBuffer())
  const sha256 = createHash('sha256').update(back).digest('hex')
  const isWhole = back.equals(bytes) && entry.sha256 === sha256
  return isWhole
    ? []
    : [breachOf('other bytes', `${name}: ${back.length} bytes, ${sha256}, its row has ${entry.sha256}`)]
}

/** What is still on the disk beside `expected` files, after everything there has become an hour old. */
async function orphansOf(server: KilledServer, expected: number): Promise<Breach[]> {
  await server.kill()
  const db = await openDatabase({ dataDirectory: server.dataDirectory, databaseUrl: null })
  await db.write((tx) => tx.updateTable('blobs').set({ touched_at: 0 }).execute())
  await db.close()
  const lying = async (folder: string): Promise<string[]> => {
    const found = await readdir(join(server.dataDirectory, folder), { recursive: true, withFileTypes: true })
    return found.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
  }
  for (const path of [...(await lying('tmp')), ...(await lying('incoming'))]) await utimes(path, LONG_AGO_S, LONG_AGO_S)
  await server.start()
  const until = performance.now() + SWEEP_PATIENCE_MS
  for (;;) {
    const [stored, ...rest] = await Promise.all(['files', 'tmp', 'incoming'].map(lying))
    const left = rest.flat().length + (stored ?? []).length - expected
    if (left === 0) return []
    if (performance.now() > until) return [breachOf('orphan', `${left} files that belong to nothing`)]
    await pause(LOOK_EVERY_MS)
  }
}
