import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FileKind } from '@kith/protocol/project-files.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import type { JobPayloads } from '../../jobs/job.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { insertText, projectsWith, setText } from './text-rows.ts'

/** So much of what is in a file can be found. */
const TEXT_MAX = 1_000_000
/** A larger document is not read. */
const PDF_MAX_BYTES = 64 * 1024 * 1024

const textKinds: ReadonlySet<FileKind> = new Set(['text', 'code', 'markdown', 'csv'])
/** What a database or a screen cannot show, with what stands for a letter that could not be read. */
const unshown = /[^\P{Cc}\t\n\v\f\r]|\uFFFD/gu

export function hasWords(kind: FileKind): boolean {
  return kind === 'pdf' || textKinds.has(kind)
}

/** Of bytes that nobody has read yet. Call `ctx.jobs.wake()` after the commit. */
export async function askForText(tx: Tx, sha256: string, kind: FileKind, now: number): Promise<void> {
  await insertText(tx, sha256)
  await enqueue(tx, 'read-file', { sha256, kind }, { now })
}

/** Takes down the words in some bytes, so that they are found. A document that is too much to read has none. */
export async function readFile(ctx: AppContext, { sha256, kind }: JobPayloads['read-file']): Promise<void> {
  const read = await wordsIn(ctx, sha256, kind)
  const body = read.slice(0, TEXT_MAX).toWellFormed().replaceAll(unshown, '').trim()
  const isWanted = await ctx.db.write((tx) => setText(tx, sha256, { state: body === '' ? 'none' : 'ready', body }))
  if (!isWanted) return
  for (const projectId of await projectsWith(ctx.db.read, sha256)) ctx.db.fileSearch.changed(projectId)
}

async function wordsIn(ctx: AppContext, sha256: string, kind: FileKind): Promise<string> {
  const sizeBytes = await ctx.media.sizeOf(sha256)
  if (sizeBytes === null || sizeBytes === 0) return ''
  try {
    return kind === 'pdf' ? await wordsInPdf(ctx, { sha256, sizeBytes }) : await beginningOf(ctx, { sha256, sizeBytes })
  } catch (error) {
    // The disk lost it, or it went meanwhile.
    if (error instanceof Problem && error.code === 'gone') return ''
    throw error
  }
}

type Stored = Parameters<AppContext['media']['open']>[0]

async function beginningOf(ctx: AppContext, stored: Stored): Promise<string> {
  const end = Math.min(stored.sizeBytes, TEXT_MAX) - 1
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of await ctx.media.open(stored, { start: 0, end })) {
    text += decoder.decode(bytes as Buffer, { stream: true })
  }
  // A letter that was cut in two is left out.
  return text
}

async function wordsInPdf(ctx: AppContext, stored: Stored): Promise<string> {
  if (stored.sizeBytes > PDF_MAX_BYTES) return ''
  const path = join(ctx.media.temporaryFolder, `${randomUUID()}.pdf`)
  try {
    await pipeline(await ctx.media.open(stored, { start: 0, end: stored.sizeBytes - 1 }), createWriteStream(path))
    return await ctx.media.pdfs.textOf(path, TEXT_MAX)
  } finally {
    await rm(path, { force: true })
  }
}
