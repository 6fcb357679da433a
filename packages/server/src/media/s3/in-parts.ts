import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { sha256Of } from '../store.ts'
import { nullIfMissing } from './bucket.ts'
import type { BodyOf, Bucket } from './bucket.ts'
import { BucketFault } from './bucket-fault.ts'
import { recordsOf } from './xml.ts'

const MIB = 1024 * 1024
const PART_BYTES = 32 * MIB
/** More of them no storage takes. */
const PARTS_MAX = 10_000
const AT_ONCE = 3
/** Putting a long file together takes its time. */
const PUT_TOGETHER_MS = 120_000

/**
 * Stores a long file in parts, each signed with its own hash and sent again by itself where it breaks off.
 * @throws BucketFault, and then nothing of it is there
 */
export async function putInParts(bucket: Bucket, key: string, path: string, sizeBytes: number): Promise<void> {
  const begun = await bucket.ask({ method: 'POST', key, query: { uploads: '' } })
  const uploadId = recordsOf(begun, 'InitiateMultipartUploadResult')[0]?.['UploadId']
  if (uploadId === undefined) throw new BucketFault(`POST ${key}`, 200, 'began nothing')
  try {
    const etags = await sendParts(bucket, { key, uploadId, path, sizeBytes })
    await putTogether(bucket, { key, uploadId, etags, sizeBytes })
  } catch (error) {
    // What stays behind is dropped by the sweep.
    await bucket.ask({ method: 'DELETE', key, query: { uploadId } }, 1).catch(() => null)
    throw error
  }
}

async function sendParts(
  bucket: Bucket,
  { key, uploadId, path, sizeBytes }: { key: string; uploadId: string; path: string; sizeBytes: number },
): Promise<string[]> {
  const partBytes = Math.max(PART_BYTES, Math.ceil(sizeBytes / PARTS_MAX / MIB) * MIB)
  const etags: string[] = Array.from({ length: Math.ceil(sizeBytes / partBytes) })
  const next = etags.keys()
  const failed = new AbortController()
  const send = async (): Promise<void> => {
    for (const index of next) {
      if (failed.signal.aborted) return
      const start = index * partBytes
      const end = Math.min(start + partBytes, sizeBytes) - 1
      const open = (): Readable => createReadStream(path, { start, end })
      const body = { sha256: await sha256Of(open()), sizeBytes: end - start + 1, open }
      const query = { partNumber: String(index + 1), uploadId }
      etags[index] = await bucket.askForEtag({ method: 'PUT', key, query, body })
    }
  }
  const sending = Array.from({ length: AT_ONCE }, () =>
    send().catch((error: unknown) => {
      failed.abort()
      throw error
    }),
  )
  // None of them may still send when the upload is given up.
  await Promise.allSettled(sending)
  await Promise.all(sending)
  return etags
}

async function putTogether(
  bucket: Bucket,
  { key, uploadId, etags, sizeBytes }: { key: string; uploadId: string; etags: string[]; sizeBytes: number },
): Promise<void> {
  const parts = etags.map((etag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${etag}</ETag></Part>`)
  const body = bodyOf(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`)
  try {
    const xml = await bucket.ask({ method: 'POST', key, query: { uploadId }, body, quietMs: PUT_TOGETHER_MS })
    // It may say yes first and think better of it.
    const [refusal] = recordsOf(xml, 'Error')
    if (refusal !== undefined) throw new BucketFault(`POST ${key}`, 500, refusal['Code'] ?? '')
  } catch (error) {
    // The answer to the first of two tries may have been lost.
    if (!(error instanceof BucketFault) || (await bucket.sizeOf(key)) !== sizeBytes) throw error
  }
  const found = await bucket.sizeOf(key)
  if (found !== sizeBytes) throw new BucketFault(`POST ${key}`, 500, 'was put together wrongly')
}

function bodyOf(text: string): BodyOf {
  const bytes = Buffer.from(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { sha256, sizeBytes: bytes.length, open: () => Readable.from([bytes], { objectMode: false }) }
}

/** Drops what was begun before and never put together: it takes space, and nobody sees it. */
export async function dropParts(bucket: Bucket, prefix: string, before: number): Promise<void> {
  const xml = await bucket.ask({ method: 'GET', key: null, query: { uploads: '', prefix: bucket.nameOf(prefix) } })
  for (const { Key = '', UploadId: uploadId = '', Initiated = '' } of recordsOf(xml, 'Upload')) {
    if (!(Date.parse(Initiated) < before)) continue
    const key = bucket.keyOf(Key)
    await bucket.ask({ method: 'DELETE', key, query: { uploadId } }).catch(nullIfMissing)
  }
}
