import { limits } from '@kith/protocol/limits.ts'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { measured } from '../../live/measured.ts'
import { stopUpload, uploadSoon } from '../../live/upload-queue.ts'
import { notUploaded } from '../../live/upload-state.ts'
import { postingWordsNow } from '../../words/posting-words.ts'
import { sizeInWords } from '../../words/sizes.ts'
import { begunNow, change, changeSlide } from './begun.ts'
import { movedTo, slideOf } from './slide.ts'
import type { Cut, Slide } from './slide.ts'
import { posterOf } from './poster.ts'

/** Null while the server has not said it: then the server alone decides. */
let mostBytes: number | null = null

const kindOf = ({ type }: Blob): Slide['kind'] | null =>
  type.startsWith('image/') ? 'image' : type.startsWith('video/') ? 'video' : null

/** Takes pictures and videos along, and begins to upload them; says in words which were not taken, and why. */
export async function addFiles(files: readonly File[]): Promise<void> {
  const { posting: t } = postingWordsNow()
  mostBytes ??= await client.api.call('GET /api/place', {}).then(
    ({ uploadMaxBytes }) => uploadMaxBytes,
    () => null,
  )
  const most = mostBytes ?? Infinity
  const other = files.find((file) => kindOf(file) === null)
  if (other !== undefined) showToast({ id: 'not-media', tone: 'danger', title: t.notMedia(other.name) })
  const large = files.find((file) => kindOf(file) !== null && file.size > most)
  if (large !== undefined) {
    const text = t.tooLargeText(sizeInWords(most))
    showToast({ id: 'too-large', tone: 'danger', title: t.tooLarge(large.name), text })
  }
  const fitting = await Promise.all(
    files.flatMap((file) => {
      const kind = file.size > 0 && file.size <= most ? kindOf(file) : null
      return kind === null ? [] : [measured(file).then((told) => slideOf({ kind, name: file.name, file, told }))]
    }),
  )
  const begun = begunNow()
  if (begun === null) return
  const taken = fitting.slice(0, limits.postMediaMax - begun.slides.length)
  change({ slides: [...begun.slides, ...taken] })
  for (const slide of taken) upload(slide)
  const left = fitting.length - taken.length
  if (left > 0) showToast({ id: 'too-many', title: t.tooMany, text: t.tooManyText(left) })
}

/** Brings what of a slide is not on the server yet. */
export function upload({ key, kind, file, told, state, posterId }: Slide): void {
  if (file === null) return
  if (state !== 'ready') {
    // What cannot be shown is refused at once, not found out when it is posted.
    const input = kind === 'image' ? { as: 'photo' as const } : told
    uploadSoon({
      key,
      file,
      input,
      tell: (part) => {
        const brought = part.attachment ?? null
        const isOther = brought !== null && brought.kind !== kind
        changeSlide(key, isOther ? { state: 'failed', refusal: 'unsupported-media-type' } : part)
      },
    })
  }
  if (posterId === undefined) void bringPoster(key, file)
}

async function bringPoster(key: string, video: Blob): Promise<void> {
  const poster = await posterOf(video).catch(() => null)
  if (poster === null) {
    changeSlide(key, { posterId: null })
    return
  }
  uploadSoon({
    key: `${key} poster`,
    file: poster,
    input: { as: 'photo' },
    tell: ({ state, attachment }) => {
      if (attachment) changeSlide(key, { posterId: attachment.id })
      // A video is shown without one, too.
      else if (state === 'failed') changeSlide(key, { posterId: null })
    },
  })
}

export function uploadAgain(slide: Slide): void {
  changeSlide(slide.key, notUploaded)
  upload({ ...slide, ...notUploaded })
}

export function removeSlide({ key, attachment, file }: Slide): void {
  stopUpload(key)
  stopUpload(`${key} poster`)
  change({ slides: (begunNow()?.slides ?? []).filter((one) => one.key !== key) })
  // What a message shows, or a draft, is kept by the server; what stays after all goes after a day.
  if (attachment !== null && file !== null) forget(attachment.id)
}

export function moveSlide(key: string, to: number): void {
  change({ slides: movedTo(begunNow()?.slides ?? [], key, to) })
}

/** Shows another part of a picture: it is uploaded anew. */
export function cutSlide(slide: Slide, part: Blob, original: Blob, cut: Cut | null): void {
  stopUpload(slide.key)
  const cutOne: Slide = { ...slide, ...notUploaded, key: crypto.randomUUID(), file: part, original, cut }
  const slides = (begunNow()?.slides ?? []).map((one) => (one.key === slide.key ? cutOne : one))
  change({ slides })
  upload(cutOne)
  if (slide.attachment !== null && slide.file !== null) forget(slide.attachment.id)
}

function forget(uploadId: string): void {
  client.api.call('DELETE /api/uploads/:uploadId', { uploadId }).catch(() => undefined)
}
