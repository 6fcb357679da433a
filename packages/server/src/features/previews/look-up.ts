import { createHash, randomBytes } from 'node:crypto'
import { writeFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppContext } from '../../context.ts'
import type { LinkPreviewsTable } from '../../database/schema-previews.ts'
import type { Fetched } from '../../guarded-fetch/guarded-fetch.ts'
import type { MadePicture } from '../../media/picture-work.ts'
import { Problem } from '../../problem.ts'
import { line, wordsOf } from './page-words.ts'
import { insertPreview, newestPreview } from './preview-rows.ts'

const READY_MS = 24 * 60 * 60 * 1000
const FAILED_MS = 60 * 60 * 1000
const ID_BYTES = 16
const PAGE_MAX_BYTES = 1024 * 1024
const PICTURE_SIDE = 720
/** A picture that is smaller says nothing: a dot that counts who looks. */
const PICTURE_MIN_SIDE = 16
const SITE_NAME_MAX = 80
const TITLE_MAX = 200

type Found = Pick<LinkPreviewsTable, 'title' | 'description' | 'site_name' | 'sha256' | 'width' | 'height'>

const nothing: Found = { title: '', description: '', site_name: '', sha256: null, width: 0, height: 0 }

/**
 * The id of what lies behind `address`: what was found within a day, or found now on behalf of `userId`. Null for
 * nothing, whatever the reason, which is remembered for an hour.
 */
export async function previewOf(ctx: AppContext, userId: string, address: string): Promise<string | null> {
  const urlHash = createHash('sha256').update(address).digest('base64url')
  const now = ctx.now()
  const known = await newestPreview(ctx.db.read, urlHash, now - READY_MS)
  if (known?.state === 'ready') return known.id
  if (known !== undefined && known.fetched_at > now - FAILED_MS) return null
  if (!mayFetch(ctx, userId)) return null
  const found = await find(ctx, address)
  const row: LinkPreviewsTable = {
    id: randomBytes(ID_BYTES).toString('base64url'),
    url_hash: urlHash,
    state: found === null ? 'failed' : 'ready',
    ...(found ?? nothing),
    fetched_at: now,
  }
  await ctx.db.write(async (tx) => {
    if (row.sha256 !== null) await ctx.media.use(tx, row.sha256)
    await insertPreview(tx, row)
  })
  return found === null ? null : row.id
}

function mayFetch(ctx: AppContext, userId: string): boolean {
  try {
    ctx.limiter.take('preview', userId)
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}

async function find(ctx: AppContext, address: string): Promise<Found | null> {
  // One for the page and its picture.
  const signal = ctx.media.outside.deadline()
  const wish = { accept: 'text/html,application/xhtml+xml,image/*;q=0.9', maxBytes: PAGE_MAX_BYTES, signal }
  const page = await ctx.media.outside.get(address, wish)
  if (page === null) return null
  const host = new URL(address).hostname.replace(/^www\./, '')
  if (page.mediaType.startsWith('image/')) {
    const picture = await pictureFrom(ctx, page)
    return picture && { ...nothing, title: fileNameOf(address), site_name: line(host, SITE_NAME_MAX), ...picture }
  }
  if (!/^(text\/html|application\/xhtml\+xml)$/.test(page.mediaType)) return null
  const { title, description, siteName, picture: source } = wordsOf(page.bytes, page.charset)
  const pictureUrl = source === null ? null : URL.parse(source, page.url)?.href
  const bytes = pictureUrl ? await ctx.media.outside.get(pictureUrl, { ...wish, accept: 'image/*' }) : null
  const picture = bytes === null ? null : await pictureFrom(ctx, bytes)
  if (title === '' && picture === null) return null
  return { ...nothing, title, description, site_name: siteName || line(host, SITE_NAME_MAX), ...picture }
}

/** The picture made anew by us; null for what is none, or too much. */
async function pictureFrom(ctx: AppContext, { bytes, isWhole }: Fetched) {
  if (!isWhole) return null
  const path = join(ctx.media.temporaryFolder, randomBytes(ID_BYTES).toString('hex'))
  await writeFile(path, bytes, { mode: 0o600 })
  try {
    const shape = { kind: 'within', sizes: [PICTURE_SIDE] } as const
    return await ctx.media.pictures.make(path, shape, async ([made]) => (made === undefined ? null : kept(ctx, made)))
  } catch (error) {
    if (error instanceof Problem) return null
    throw error
  } finally {
    await rm(path, { force: true })
  }
}

async function kept(ctx: AppContext, { path, width, height }: MadePicture) {
  if (Math.min(width, height) < PICTURE_MIN_SIDE) return null
  const { sha256 } = await ctx.media.keep(path)
  return { sha256, width, height }
}

function fileNameOf(address: string): string {
  const last = new URL(address).pathname.split('/').at(-1) ?? ''
  try {
    return line(decodeURIComponent(last), TITLE_MAX)
  } catch {
    return line(last, TITLE_MAX)
  }
}
