import { resolve } from 'node:path'
import { readConfig } from '../config.ts'
import { loadEnvFile } from '../env-file.ts'
import { copyFiles } from '../media/copy-files.ts'
import type { CopyState } from '../media/copy-files.ts'
import { diskStoreIn, openStorage } from '../media/storage.ts'
import { Problem } from '../problem.ts'
import { StartError } from '../start-error.ts'
import { optionsOf, UsageError } from './command.ts'
import type { Command } from './command.ts'

const SHOWN_EVERY_MS = 1_000

const help = `copies all files from the disk to object storage, or back
usage: npm run kith -- store move --to s3|disk

  --to s3      from DATA_DIR/files to the bucket of S3_URL
  --to disk    the other way round

Kith may be running. Nothing is taken away from the first place. What is there already is not copied again: after an
interruption, call it again; and once more after you changed S3_URL and started Kith anew, for what came meanwhile.
Each file is compared with its name, which is the hash of what is in it. It ends with 1 when some could not be copied.
docs/operations.md has it step by step.`

export const moveStore: Command = {
  name: 'store move',
  help,
  run: async (args) => {
    const { to } = optionsOf(args, { to: { type: 'string' } })
    if (to !== 's3' && to !== 'disk') throw new UsageError('--to is either s3 or disk.')
    loadEnvFile()
    const config = readConfig(process.env)
    if (config.S3_URL === null) throw new StartError('S3_URL is not set: which bucket is meant?')
    const dataDirectory = resolve(config.DATA_DIR)
    const options = { warn: (error: unknown) => console.error(error instanceof Error ? error.message : error) }
    const { store, temporaryFolder } = await openStorage(config, dataDirectory, options)
    const disk = diskStoreIn(dataDirectory)
    const [from, target] = to === 's3' ? [disk, store] : [store, disk]
    try {
      return report(await copyFiles(from, target, temporaryFolder, progress()))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      throw new StartError('The storage could not be reached. Nothing is lost: call this again.')
    } finally {
      store.close()
    }
  },
}

function progress(): (state: CopyState) => void {
  let shownAt = performance.now()
  return (state) => {
    if (performance.now() - shownAt < SHOWN_EVERY_MS) return
    shownAt = performance.now()
    console.log(`${told(state)} so far`)
  }
}

function report(state: CopyState): number {
  for (const sha256 of state.damaged) console.error(`could not be copied: ${sha256}`)
  console.log(`${told(state)}; ${state.damaged.length} could not be copied. The first place is as it was.`)
  return state.damaged.length === 0 ? 0 : 1
}

function told({ files, bytes, copied }: CopyState): string {
  return `${files.toLocaleString('en')} files of ${bytes.toLocaleString('en')} bytes, ${copied.toLocaleString('en')} copied`
}
