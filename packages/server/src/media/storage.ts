import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { StartError } from '../start-error.ts'
import type { PartialFiles } from './partial-files.ts'
import { DiskPartialFiles } from './partial-files.ts'
import { Bucket } from './s3/bucket.ts'
import type { BucketOptions } from './s3/bucket.ts'
import { bucketAddressOf } from './s3/bucket-address.ts'
import { BucketFault } from './s3/bucket-fault.ts'
import { S3PartialFiles } from './s3/s3-partial-files.ts'
import { S3Store } from './s3/s3-store.ts'
import { DiskStore } from './store.ts'
import type { Store } from './store.ts'

/** Where all bytes lie: those that are whole, those that come in pieces, and those under way. */
export interface Storage {
  store: Store
  partial: PartialFiles
  /** On this machine, whatever the rest is. Whatever is left there after an hour is removed. */
  temporaryFolder: string
  /** Whether downloads are sent to where the bytes lie. */
  isDirect: boolean
}

/**
 * By the settings: in a bucket, or in the data folder.
 * @throws StartError for a bucket that refuses us; one that is only away may come back
 */
export async function openStorage(
  { S3_URL, S3_DIRECT }: Pick<Config, 'S3_URL' | 'S3_DIRECT'>,
  dataDirectory: string,
  options: BucketOptions,
): Promise<Storage> {
  const temporaryFolder = join(dataDirectory, 'tmp')
  mkdirSync(temporaryFolder, { recursive: true, mode: 0o700 })
  if (S3_URL === null) {
    const partial = new DiskPartialFiles(join(dataDirectory, 'incoming'))
    return { store: diskStoreIn(dataDirectory), partial, temporaryFolder, isDirect: false }
  }
  const bucket = bucketOf(S3_URL, options)
  await refuseRefusing(bucket)
  const partial = new S3PartialFiles(bucket, temporaryFolder)
  return { store: new S3Store(bucket), partial, temporaryFolder, isDirect: S3_DIRECT }
}

export function diskStoreIn(dataDirectory: string): DiskStore {
  return new DiskStore(join(dataDirectory, 'files'))
}

export function bucketOf(url: string, options: BucketOptions): Bucket {
  const address = bucketAddressOf(url)
  if (address === null) throw new Error('not the address of a bucket')
  return new Bucket(address, options)
}

const FIRST_QUIET_MS = 3_000

async function refuseRefusing(bucket: Bucket): Promise<void> {
  const query = { 'list-type': '2', 'max-keys': '1', prefix: bucket.nameOf('') }
  try {
    await bucket.ask({ method: 'GET', key: null, query, quietMs: FIRST_QUIET_MS }, 1)
  } catch (error) {
    if (!(error instanceof BucketFault)) throw error
    if (error.mayPass) return
    bucket.close()
    throw new StartError(`S3_URL: the bucket cannot be used (it answers ${error.status ?? ''} ${error.code}).`)
  }
}
