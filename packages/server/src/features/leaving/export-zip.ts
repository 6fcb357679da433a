import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { limits } from '@kith/protocol/limits.ts'
import { exportFiles } from '@kith/protocol/export-format.ts'
import type { ExportCounts, ExportFile, ExportFileName } from '@kith/protocol/export-format.ts'
import { ZipFile } from 'yazl'
import type { AppContext } from '../../context.ts'
import { toTimestamp } from '../../timestamp.ts'
import { renditionOf } from '../attachments/attachments.ts'
import { placeOf } from '../place/place.ts'
import { avatarsOf } from '../users/users.ts'
import { lists, pathOf, profileOf, uploadsOf } from './export-parts.ts'

const README = `This is a copy of what is yours on a Kith server. Every file is plain JSON or a picture.
The page docs/export.md, which comes with Kith, says what each field means.
`

/** The lists by the name of their count; messages are by far the longest, so they are most of the way. */
const parts = [
  { file: 'relations.json', count: 'relations', progress: 5 },
  { file: 'conversations.json', count: 'conversations', progress: 10 },
  { file: 'messages.json', count: 'messages', progress: 85 },
  { file: 'former-texts.json', count: 'formerTexts', progress: 89 },
  { file: 'reactions.json', count: 'reactions', progress: 90 },
  { file: 'saved.json', count: 'saved', progress: 90 },
  { file: 'threads.json', count: 'threads', progress: 90 },
  { file: 'circles.json', count: 'circles', progress: 91 },
  { file: 'drafts.json', count: 'drafts', progress: 91 },
  { file: 'posts.json', count: 'posts', progress: 91 },
  { file: 'post-comments.json', count: 'postComments', progress: 91 },
  { file: 'post-likes.json', count: 'postLikes', progress: 91 },
  { file: 'saved-posts.json', count: 'savedPosts', progress: 91 },
  { file: 'post-drafts.json', count: 'postDrafts', progress: 91 },
  { file: 'attachments.json', count: 'attachments', progress: 91 },
  { file: 'sessions.json', count: 'sessions', progress: 92 },
  { file: 'tokens.json', count: 'tokens', progress: 94 },
  { file: 'security-log.json', count: 'securityLog', progress: 97 },
] as const

/**
 * Writes the copy of `userId` to `path`. What is read goes straight on into the file, so that a long life here needs no
 * more memory than a short one. `progressed` is told of every hundredth.
 */
export async function writeZip(
  ctx: AppContext,
  userId: string,
  path: string,
  progressed: (percent: number) => Promise<void>,
): Promise<void> {
  const zip = new ZipFile()
  const options = { mtime: new Date(ctx.now()), mode: 0o100600 }
  const counts: ExportCounts = {
    relations: 0,
    conversations: 0,
    messages: 0,
    drafts: 0,
    threads: 0,
    circles: 0,
    formerTexts: 0,
    reactions: 0,
    saved: 0,
    sessions: 0,
    tokens: 0,
    securityLog: 0,
    attachments: 0,
    pictures: 0,
    posts: 0,
    postComments: 0,
    postLikes: 0,
    savedPosts: 0,
    postDrafts: 0,
  }
  const lazily = (name: string, source: () => Promise<Readable>): void =>
    zip.addReadStreamLazy(name, options, (give) => {
      source().then(
        (stream) => give(null, stream),
        (error: unknown) => give(error, Readable.from([])),
      )
    })
  const json = <N extends ExportFileName>(name: N, value: () => Promise<ExportFile<N>>): void =>
    lazily(name, async () =>
      Readable.from([`${JSON.stringify(exportFiles[name].parse(await value()), null, 2)}\n`], bytes),
    )

  zip.addBuffer(Buffer.from(README), 'README.txt', options)
  json('profile.json', async () => (await profileOf(ctx, userId)).profile)
  json('settings.json', async () => (await profileOf(ctx, userId)).settings)
  for (const { file, count, progress } of parts) {
    const counted = async function* (): AsyncIterable<string> {
      yield '['
      for await (const row of lists[file](ctx, userId)) {
        yield `${counts[count] === 0 ? '\n' : ',\n'}${JSON.stringify(row)}`
        counts[count]++
      }
      yield '\n]\n'
      await progressed(progress)
    }
    lazily(file, async () => Readable.from(counted(), bytes))
  }
  const largest = Math.max(...limits.avatarSizes)
  const pictures = (await avatarsOf(ctx.db.read, userId)).filter(({ size }) => size === largest)
  for (const { sha256 } of pictures) {
    counts.pictures++
    lazily('pictures/avatar.webp', () => bytesOf(ctx, sha256))
  }
  for await (const upload of uploadsOf(ctx, userId)) {
    lazily(pathOf(upload), async () => {
      const whole = await renditionOf(ctx.db.read, upload.id, upload.kind === 'image' ? 'full' : 'original')
      // Deleted since it was listed: nothing of it is left to be copied.
      return whole === undefined ? Readable.from([]) : bytesOf(ctx, whole.sha256)
    })
  }
  // Last, since the counts are those of what was written.
  json('manifest.json', async () => ({
    format: 'kith-export',
    version: 1,
    place: (await placeOf(ctx)).name,
    exportedAt: toTimestamp(ctx.now()),
    counts,
  }))
  zip.end()
  const failed = new Promise<never>((_, reject) => zip.on('error', reject))
  await Promise.race([pipeline(zip.outputStream, createWriteStream(path, { flags: 'w', mode: 0o600 })), failed])
}

async function bytesOf(ctx: AppContext, sha256: string): Promise<Readable> {
  const sizeBytes = (await ctx.media.sizeOf(sha256)) ?? 0
  return sizeBytes === 0 ? Readable.from([]) : ctx.media.open({ sha256, sizeBytes }, { start: 0, end: sizeBytes - 1 })
}

const bytes = { objectMode: false } as const
