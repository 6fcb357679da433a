import type { Attachment } from '@kith/protocol/uploads.ts'
import { mosaicOf } from './mosaic.ts'
import type { Mosaic } from './mosaic.ts'

/** In pixels: of several pictures, and the bounds of a single one. */
const MOSAIC_WIDTH = 416
const SINGLE = { width: 416, height: 384, narrowest: 144 }
const UNKNOWN_ASPECT = 16 / 9

export type Visual = Attachment & { kind: 'image' | 'video' }

/** What is shown as a picture; everything else stands below, each in a row of its own. */
export const isVisual = (one: Attachment): one is Visual =>
  one.kind === 'video' || (one.kind === 'image' && one.previewUrl !== null)

/** The room that pictures take, known before anything of them has come: nothing moves when they do. */
export interface Box {
  widthPx: number
  mosaic: Mosaic
}

export function boxOf(visuals: readonly Visual[]): Box | null {
  if (visuals.length === 0) return null
  const aspects = visuals.map(({ width, height }) =>
    width === null || height === null || height === 0 ? UNKNOWN_ASPECT : width / height,
  )
  const mosaic = mosaicOf(aspects)
  if (visuals.length > 1) return { widthPx: MOSAIC_WIDTH, mosaic }
  const own = visuals[0]?.width ?? SINGLE.width
  const fitting = Math.min(SINGLE.width, SINGLE.height * mosaic.aspect, Math.max(own, SINGLE.narrowest))
  return { widthPx: Math.round(fitting), mosaic }
}
