import type { CallInput, CallReply, EndpointKey } from '@kith/protocol/registry.ts'
import type { Attachment } from '@kith/protocol/uploads.ts'
import { formOf, problemOf, requestOf } from './api.ts'
import type { Api } from './api.ts'
import { OfflineError, ProblemError } from './problem-error.ts'

export interface UploadOptions {
  /** Told how much has left this device, from 0 to 1. */
  onProgress?: (share: number) => void
  signal?: AbortSignal
}

/** A file takes as long as its line takes; one that stands still is noticed by whoever waits. */
const TIMEOUT_MS = 60 * 60 * 1000

/**
 * A call that brings a file. In a browser `fetch` cannot tell how far it has come; elsewhere that is told at the end.
 * @throws ProblemError, OfflineError
 */
export async function upload<K extends EndpointKey>(
  api: Api,
  key: K,
  input: CallInput<K>,
  file: Blob,
  { onProgress, signal }: UploadOptions = {},
): Promise<CallReply<K>> {
  signal?.throwIfAborted()
  if (typeof XMLHttpRequest === 'undefined') {
    const reply = await api.call(key, input, {
      file,
      timeoutMs: TIMEOUT_MS,
      ...(signal === undefined ? {} : { signal }),
    })
    onProgress?.(1)
    return reply
  }
  const { method, url, rest } = requestOf(key, input)
  const { promise, resolve, reject } = Promise.withResolvers<CallReply<K>>()
  const request = new XMLHttpRequest()
  request.open(method, api.baseUrl + url)
  request.setRequestHeader('accept', 'application/json')
  if (api.token !== null) request.setRequestHeader('authorization', `Bearer ${api.token}`)
  request.timeout = TIMEOUT_MS
  request.upload.addEventListener('progress', ({ loaded, total }) => onProgress?.(total === 0 ? 0 : loaded / total))
  request.addEventListener('load', () => {
    const { status, responseText: text } = request
    if (status >= 200 && status < 300) resolve((text === '' ? undefined : JSON.parse(text)) as CallReply<K>)
    else reject(new ProblemError(problemOf(text, status)))
  })
  request.addEventListener('error', () => reject(new OfflineError('the server could not be reached')))
  request.addEventListener('timeout', () => reject(new OfflineError('the server did not answer')))
  request.addEventListener('abort', () => reject(new DOMException('taken back', 'AbortError')))
  signal?.addEventListener('abort', () => request.abort())
  request.send(formOf(rest ?? {}, file))
  return promise
}

/** Brings a file, to be attached to a message by its id. @throws ProblemError, OfflineError */
export function uploadFile(
  api: Api,
  file: Blob,
  input: CallInput<'POST /api/uploads'> = {},
  options: UploadOptions = {},
): Promise<Attachment> {
  return upload(api, 'POST /api/uploads', input, file, options)
}
