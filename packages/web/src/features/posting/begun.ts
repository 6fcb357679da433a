import type { CommentsFrom, PostAudience, PostDraft } from '@kith/protocol/posts.ts'
import type { CallInput } from '@kith/protocol/registry.ts'
import { useSyncExternalStore } from 'react'
import { isUploaded, uploadedSlide } from './slide.ts'
import type { Slide } from './slide.ts'

/** A post that is being made on this device. */
export interface Begun {
  draftId: string
  /** The same for each try, so that a retry posts nothing twice. */
  clientId: string
  caption: string
  slides: readonly Slide[]
  warning: string
  audience: PostAudience
  commentsFrom: CommentsFrom
  /** `wanted`: it is posted as soon as all is uploaded; `posting`: it is on its way. */
  phase: 'writing' | 'wanted' | 'posting'
  /** Whether the server has a draft of it. */
  isOnServer: boolean
}

export function newBegun(): Begun {
  return {
    draftId: crypto.randomUUID(),
    clientId: crypto.randomUUID(),
    caption: '',
    slides: [],
    warning: '',
    audience: 'everyone',
    commentsFrom: 'everyone',
    phase: 'writing',
    isOnServer: false,
  }
}

/** What another device began, or this one before it was loaded anew. */
export function begunOf({ id, caption, media, warning, audience, commentsFrom }: PostDraft): Begun {
  const slides = media.map((one) => uploadedSlide(one, one))
  return { ...newBegun(), draftId: id, caption, slides, warning, audience, commentsFrom, isOnServer: true }
}

export const isEmpty = ({ caption, slides }: Begun): boolean => caption.trim() === '' && slides.length === 0

export const isReady = ({ slides }: Begun): boolean => slides.every(isUploaded)

/** As the server is told of it: what is uploaded by now. */
export function contentOf({ caption, slides, warning, audience, commentsFrom }: Begun): Content {
  const uploaded = slides.flatMap((slide) =>
    slide.attachment === null || !isUploaded(slide) ? [] : { ...slide, id: slide.attachment.id },
  )
  const described = uploaded.filter(({ alt }) => alt.trim() !== '')
  return {
    caption,
    uploadIds: uploaded.map(({ id }) => id),
    alts: Object.fromEntries(described.map(({ id, alt }) => [id, alt.trim()])),
    posters: Object.fromEntries(uploaded.flatMap(({ id, posterId }) => (posterId ? [[id, posterId]] : []))),
    warning: warning.trim(),
    audience,
    commentsFrom,
  }
}

type Content = Omit<CallInput<'POST /api/posts'>, 'clientId' | 'draftId'>

let begun: Begun | null = null
const listeners = new Set<() => void>()

export const begunNow = (): Begun | null => begun

export function setBegun(next: Begun | null): void {
  begun = next
  for (const listener of listeners) listener()
}

export function change(part: Partial<Begun>): void {
  if (begun !== null) setBegun({ ...begun, ...part })
}

/** Changes one slide, as long as it is there. */
export function changeSlide(key: string, part: Partial<Slide>): void {
  if (begun === null) return
  const slides = begun.slides.map((one) => (one.key === key ? { ...one, ...part } : one))
  // What failed wants to be looked at before anything is posted without it.
  const phase = part.state === 'failed' && begun.phase === 'wanted' ? 'writing' : begun.phase
  setBegun({ ...begun, slides, phase })
}

export function watchBegun(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useBegun(): Begun | null {
  return useSyncExternalStore(watchBegun, begunNow)
}
