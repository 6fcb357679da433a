import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Sharp } from 'sharp'
import { S3Store } from '../media/s3/s3-store.ts'
import { bucketOf } from '../media/storage.ts'
import type { Person } from './person.ts'
import type { EmptyWorld } from './world.ts'

/** A picture of one colour. */
export function flat(width: number, height: number, background = '#336699'): Sharp {
  return sharp({ create: { width, height, channels: 3, background } })
}

export function fileOf(bytes: Uint8Array | string, name: string, type = ''): File {
  return new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name, { type })
}

/** What lies at an address, asked for by `person`. */
export function getFile(
  { raw }: Pick<EmptyWorld, 'raw'>,
  person: Person,
  url: string | null,
  headers: Record<string, string> = {},
): Promise<Response> {
  if (url === null) throw new Error('there is no such address')
  return raw(url, { headers: { cookie: person.api.cookies(), ...headers } })
}

export async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer())
}

/** Where the bytes of all files lie, in no order; nothing under way is among them. On S3 the names alone. */
export async function storedFiles({ app }: Pick<EmptyWorld, 'app'>): Promise<string[]> {
  const { S3_URL, DATA_DIR } = app.ctx.config
  if (S3_URL === null) return filesUnder(join(DATA_DIR, 'files'))
  const bucket = bucketOf(S3_URL, { warn: () => undefined })
  try {
    const names: string[] = []
    for await (const { sha256 } of new S3Store(bucket).list('')) names.push(sha256)
    return names
  } finally {
    bucket.close()
  }
}

export async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
