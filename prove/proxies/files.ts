import { createHash } from 'node:crypto'
import type { KithClient } from '@kith/sdk/client.ts'
import { uploadFile } from '@kith/sdk/file-upload.ts'
import { breachOf } from '../breach.ts'
import type { Breach } from '../breach.ts'
import { pause } from '../crowd.ts'
import type { Crowd } from '../crowd.ts'
import type { Device } from '../device.ts'

const UPLOAD_REST_MS = 1_000
const MEGABYTE = 1024 * 1024
const LARGE_MB = 40
const SMALL_MB = 2

/** A file of several pieces through each proxy; each piece may go to another node. */
export async function large({ devices }: Crowd): Promise<Breach[]> {
  const breaches: Breach[] = []
  for (const { client } of devices.slice(0, 2)) {
    const from = performance.now()
    await bring(client, LARGE_MB).catch((error: unknown) =>
      breaches.push(breachOf('other bytes', `${client.api.baseUrl}: ${String(error)}`)),
    )
    console.log(`  ${LARGE_MB} MB in pieces in ${((performance.now() - from) / 1_000).toFixed(1)} s`)
  }
  return breaches
}

/** The server refuses what has not arrived as it was. */
async function bring(client: KithClient, megabytes: number): Promise<void> {
  const bytes = Buffer.alloc(megabytes * MEGABYTE, crypto.randomUUID())
  const { id: projectId } = await client.api.call('POST /api/projects', { name: `Files ${crypto.randomUUID()}` })
  const file = new File([bytes], 'film.bin')
  await uploadFile(client, {
    projectId,
    parentId: null,
    file,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  })
  const { items } = await client.api.call('GET /api/projects/:projectId/files', { projectId })
  if (items.length !== 1) throw new Error(`${items.length} files are there`)
}

/** Some bring one file after the other all the time. */
export class Files {
  brought = 0
  readonly #breaches: Breach[] = []
  readonly #bringers: Promise<void>[]
  #isOver = false

  constructor(devices: readonly Device[]) {
    this.#bringers = devices.map((device) => this.#bring(device))
  }

  async end(): Promise<Breach[]> {
    this.#isOver = true
    await Promise.all(this.#bringers)
    return this.#breaches
  }

  async #bring({ name, client }: Device): Promise<void> {
    while (!this.#isOver) {
      try {
        await bring(client, SMALL_MB)
        this.brought++
      } catch (error) {
        this.#breaches.push(breachOf('noticed', `${name} could not bring a file: ${String(error)}`))
      }
      await pause(UPLOAD_REST_MS)
    }
  }
}
