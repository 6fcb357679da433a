import type { CallInput } from '@kith/protocol/registry.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { uploadFile } from '@kith/sdk/upload.ts'
import { client } from './client.ts'
import { noteUploaded } from './uploaded.ts'
import type { UploadState } from './upload-state.ts'

/** How many files are on their way at a time, wherever they were chosen. */
const AT_ONCE = 3
const AGAIN_MS = 3_000

interface Job {
  key: string
  file: Blob
  input: CallInput<'POST /api/uploads'>
  tell: (part: Partial<UploadState>) => void
}

const jobs = new Map<string, Job>()
const stops = new Map<string, AbortController>()
let timer: ReturnType<typeof setTimeout> | null = null

/** Uploads a file as soon as it is its turn, and there is a connection; `tell` hears how far it is. */
export function uploadSoon(job: Job): void {
  jobs.set(job.key, job)
  run()
}

export function stopUpload(key: string): void {
  jobs.delete(key)
  stops.get(key)?.abort()
}

function run(): void {
  if (timer !== null) clearTimeout(timer)
  timer = null
  for (const job of jobs.values()) {
    if (stops.size >= AT_ONCE) return
    if (!stops.has(job.key)) void send(job)
  }
}

async function send({ key, file, input, tell }: Job): Promise<void> {
  const stop = new AbortController()
  stops.set(key, stop)
  tell({ state: 'sending', share: 0 })
  try {
    const options = { signal: stop.signal, onProgress: (share: number) => tell({ share }) }
    const attachment = await uploadFile(client.api, file, input, options)
    noteUploaded(attachment)
    jobs.delete(key)
    tell({ state: 'ready', share: 1, attachment })
  } catch (error) {
    if (!stop.signal.aborted) failed(key, tell, error)
  } finally {
    stops.delete(key)
    if (timer === null) run()
  }
}

/** Without a connection it waits; what the server refused says why. */
function failed(key: string, tell: Job['tell'], error: unknown): void {
  if (error instanceof ProblemError || client.state.connection.state === 'online') {
    jobs.delete(key)
    tell({ state: 'failed', refusal: error instanceof ProblemError ? error.code : null })
  } else {
    tell({ state: 'waiting', share: 0 })
    timer ??= setTimeout(run, AGAIN_MS)
  }
}
