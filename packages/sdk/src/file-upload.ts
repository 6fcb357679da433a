import { Upload } from 'tus-js-client'
import type { DetailedError, FileReader, UploadOptions } from 'tus-js-client'
import { problemOf } from './api.ts'
import type { KithClient } from './client.ts'
import { OfflineError, ProblemError } from './problem-error.ts'
import { uploadAddresses } from './upload-addresses.ts'

export interface ProjectUpload {
  projectId: string
  /** The folder that it goes to; null for the top of the project. */
  parentId: string | null
  /**
   * Where it lies within a folder that is brought whole, with its own name, as `File.webkitRelativePath` has it:
   * `Plans/2026/roof.pdf`. Folders on the way that are not there are made.
   */
  relativePath?: string
  file: File
  /** Told how many bytes the server has or has been sent. After a lost connection it may go back. */
  onProgress?: (sentBytes: number, sizeBytes: number) => void
  /** Aborting takes the upload back, on the server too. */
  signal?: AbortSignal
  /** Of the whole file, in hex: what arrives as something else is refused. */
  sha256?: string
}

/** What one request carries: whoever was taken out of the project meanwhile gets no further than this. */
const PIECE_BYTES = 32 * 1024 * 1024
/** Up to here, one request does it all. */
const AT_ONCE_BYTES = 256 * 1024
/** Waited before each new try; what gets a byte further starts again with the first. About half an hour in all. */
const RETRY_DELAYS_MS = [100, 300, 1_000, 2_000, 4_000, 8_000, 15_000, ...Array.from({ length: 60 }, () => 30_000)]
/** Beside 5xx: too fast, somebody is at it still, it is further than we thought. */
const PASSING = new Set([408, 409, 423, 429])

/**
 * Brings a file into a project in pieces. It goes on by itself after the connection was lost, and, in a browser, when
 * the same person brings the same file to the same place again within the hour after the page was closed.
 * @returns the id of the file; a name that was there already has a new version then
 * @throws ProblemError, OfflineError after half an hour without the server, `AbortError` when it was taken back
 */
export async function uploadFile(client: KithClient, what: ProjectUpload): Promise<string> {
  const { projectId, file, signal, onProgress } = what
  signal?.throwIfAborted()
  const { api, state } = client
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let entryId: string | null = null
  const upload = new Upload(file, {
    endpoint: `${api.baseUrl}/api/projects/${encodeURIComponent(projectId)}/uploads`,
    metadata: metadataOf(what),
    chunkSize: PIECE_BYTES,
    retryDelays: RETRY_DELAYS_MS,
    uploadDataDuringCreation: file.size <= AT_ONCE_BYTES,
    removeFingerprintOnSuccess: true,
    fingerprint: async () => fingerprintOf(what),
    urlStorage: uploadAddresses(state.me?.id ?? ''),
    headers: api.token === null ? {} : { authorization: `Bearer ${api.token}` },
    ...outsideBrowsers(client),
    onProgress: (sent, size) => onProgress?.(sent, size),
    onAfterResponse: (_request, response) => {
      entryId = response.getHeader('Kith-Entry') ?? entryId
    },
    onShouldRetry: (error) => mayPass(error),
    onSuccess: () => {
      if (entryId === null) reject(new OfflineError('the answer broke off'))
      else resolve(entryId)
    },
    onError: (error) => reject(refusalOf(error)),
  })
  const takeBack = (): void => {
    // What cannot be taken back now is dropped by the server within the hour.
    upload.abort(true).catch(() => undefined)
    reject(new DOMException('taken back', 'AbortError'))
  }
  signal?.addEventListener('abort', takeBack)
  try {
    const [before] = await upload.findPreviousUploads()
    if (before !== undefined) upload.resumeFromPreviousUpload(before)
    if (signal?.aborted !== true) upload.start()
    return await promise
  } finally {
    signal?.removeEventListener('abort', takeBack)
  }
}

function metadataOf({ parentId, relativePath, file, sha256 }: ProjectUpload): Record<string, string> {
  return {
    clientId: crypto.randomUUID(),
    filename: file.name,
    ...(parentId === null ? {} : { folder: parentId }),
    ...(relativePath === undefined ? {} : { relativePath }),
    ...(sha256 === undefined ? {} : { sha256 }),
  }
}

function fingerprintOf({ projectId, parentId, relativePath, file }: ProjectUpload): string {
  return JSON.stringify([projectId, parentId, relativePath ?? file.name, file.size, file.lastModified])
}

function isPassing(status: number): boolean {
  return status >= 500 || PASSING.has(status)
}

function mayPass(error: Error | DetailedError): boolean {
  const response = 'originalResponse' in error ? error.originalResponse : null
  return response === null || isPassing(response.getStatus())
}

function refusalOf(error: Error | DetailedError): Error {
  if (!('originalResponse' in error)) return error
  const { originalResponse: response } = error
  if (response === null) return new OfflineError('the server could not be reached')
  return new ProblemError(problemOf(response.getBody(), response.getStatus()))
}

/** Where there is no XMLHttpRequest, files are read by us and cookies are ours to send. */
function outsideBrowsers({ api }: KithClient): UploadOptions {
  if (typeof XMLHttpRequest !== 'undefined') return {}
  const fileReader: FileReader = {
    openFile: async (file: Blob) => ({
      size: file.size,
      slice: async (start, end) => {
        const bytes = new Uint8Array(await file.slice(start, end).arrayBuffer())
        // The library asks a piece for its size, as it would a Blob.
        return { value: Object.assign(bytes, { size: bytes.length }), done: end >= file.size }
      },
      close: () => undefined,
    }),
  }
  return {
    fileReader,
    onBeforeRequest: (request) => {
      request.setHeader('origin', new URL(api.baseUrl).origin)
      if (api.cookies() !== '') request.setHeader('cookie', api.cookies())
    },
  }
}
