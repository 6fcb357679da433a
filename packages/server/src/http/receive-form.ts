import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Endpoint } from '@kith/protocol/endpoint.ts'
import type { FastifyRequest } from 'fastify'
import type { AppContext } from '../context.ts'
import { diskProblemOf } from '../media/disk-fault.ts'
import { Problem } from '../problem.ts'
import type { ReceivedFile } from './route.ts'

/** A form beside its file: the text fields, the heads of the parts, the marks between them. */
const AROUND_FILE_BYTES = 64 * 1024
const FIELDS_MAX = 20
const FIELD_MAX_BYTES = 16 * 1024
/** Who goes on sending what was refused is heard out for so long, so that they read why; then they are cut off. */
const HEAR_OUT_MS = 2_000

interface Form {
  fields: Record<string, unknown>
  file: ReceivedFile | null
  /** Removes the file from the disk, unless it was moved elsewhere. */
  discard: () => Promise<void>
}

type FileRule = NonNullable<Endpoint['file']>

export function isForm(request: FastifyRequest): boolean {
  return /^multipart\/form-data\s*(;|$)/i.test(request.headers['content-type'] ?? '')
}

/**
 * Before a byte of the body is read.
 * @throws Problem `unsupported-media-type` for a form where none is taken, or what is none where one is needed;
 *   `too-large` for one that says so itself
 */
export function refuseForm(ctx: AppContext, endpoint: Endpoint, request: FastifyRequest): void {
  const { file } = endpoint
  if (!isForm(request)) {
    if (file !== undefined && file.isOptional !== true) throw new Problem('unsupported-media-type')
    return
  }
  if (file === undefined) throw new Problem('unsupported-media-type')
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > capOf(ctx, file) + AROUND_FILE_BYTES) {
    hearOut(request)
    throw new Problem('too-large')
  }
}

/**
 * Reads a form, its file straight to the disk.
 * @throws Problem `too-large`, `malformed`, `validation-failed` (a file in another field, or none where one is needed),
 *   `not-durable` when the disk takes no more; nothing is left on the disk then
 */
export async function receiveForm(ctx: AppContext, rule: FileRule, request: FastifyRequest): Promise<Form> {
  const path = join(ctx.media.temporaryFolder, randomUUID())
  const discard = (): Promise<void> => rm(path, { force: true })
  const tooMuch = new AbortController()
  const cut = new Promise<never>((_, reject) => {
    tooMuch.signal.addEventListener('abort', () => reject(new Problem('too-large')))
  })
  let seenBytes = 0
  const most = capOf(ctx, rule) + AROUND_FILE_BYTES
  // What lies around the file would otherwise never end.
  request.raw.on('data', (chunk: Buffer) => {
    seenBytes += chunk.length
    if (seenBytes > most) tooMuch.abort()
  })
  try {
    const { fields, file } = await Promise.race([readParts(request, path, capOf(ctx, rule), tooMuch.signal), cut])
    if (file === null && rule.isOptional !== true) throw fileProblem('is missing')
    return { fields, file, discard }
  } catch (error) {
    hearOut(request)
    await discard()
    throw asProblem(error)
  }
}

async function readParts(
  request: FastifyRequest,
  path: string,
  cap: number,
  signal: AbortSignal,
): Promise<Pick<Form, 'fields' | 'file'>> {
  const fields: Record<string, unknown> = {}
  let file: ReceivedFile | null = null
  const parts = request.parts({
    limits: {
      fileSize: cap,
      files: 1,
      fields: FIELDS_MAX,
      parts: FIELDS_MAX + 1,
      fieldSize: FIELD_MAX_BYTES,
      fieldNameSize: 100,
      headerPairs: 20,
    },
  })
  for await (const part of parts) {
    if (part.type === 'field') {
      if (part.valueTruncated || part.fieldnameTruncated) throw new Problem('too-large')
      if (Object.hasOwn(fields, part.fieldname)) throw new Problem('malformed', { detail: 'A field stands twice.' })
      fields[part.fieldname] = part.value
      continue
    }
    if (part.fieldname !== 'file') throw fileProblem('belongs in the field "file"')
    await pipeline(part.file, createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal })
    if (part.file.truncated) throw new Problem('too-large')
    const sizeBytes = part.file.bytesRead
    file = { path, sizeBytes, name: part.filename.slice(0, 1_000), declaredType: part.mimetype.slice(0, 200) }
  }
  return { fields, file }
}

function capOf(ctx: AppContext, { cap }: FileRule): number {
  return cap === 'upload' ? ctx.config.UPLOAD_MAX_BYTES : ctx.config.PROJECT_FILE_MAX_BYTES
}

function fileProblem(message: string): Problem {
  return new Problem('validation-failed', { errors: [{ path: 'file', code: 'invalid', message }] })
}

function asProblem(error: unknown): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error
  const full = diskProblemOf(error)
  if (full !== null) return full
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (/^E[A-Z]+$/.test(code) && !/^E(CONNRESET|PIPE)$/.test(code)) return error
  if ('statusCode' in error && error.statusCode === 413) return new Problem('too-large')
  // Whatever else the parser minds is a form that nobody can read, or one that broke off.
  return new Problem('malformed')
}

/** Lets who sends what was refused read why, and takes nothing of it. */
export function hearOut(request: FastifyRequest): void {
  const { raw } = request
  if (raw.complete || raw.destroyed) return
  raw.unpipe()
  raw.resume()
  const cut = setTimeout(() => raw.destroy(), HEAR_OUT_MS)
  cut.unref()
  raw.once('close', () => clearTimeout(cut))
}
