import { join } from 'node:path'

/** What the process of pictures is asked: one picture in some sizes, written into a folder. */
export interface PictureWork {
  id: string
  path: string
  folder: string
  shape: PictureShape
}

/**
 * `square`: the middle, in each of `sizes`, smaller ones included. `within`: whole, at most that wide and high; what
 * moves goes on moving in all but the smallest where `mayMove`, and is its first frame elsewhere. `jpeg`: as `within`, on
 * white where it is transparent.
 */
export type PictureShape =
  | { kind: 'square' | 'jpeg'; sizes: readonly number[] }
  | { kind: 'within'; sizes: readonly number[]; mayMove?: true }

/** Where a picture is put that was made in one size. */
export function pathOfMade({ id, folder, shape }: Pick<PictureWork, 'id' | 'folder' | 'shape'>, size: number): string {
  return join(folder, `${id}-${size}.${shape.kind === 'jpeg' ? 'jpg' : 'webp'}`)
}

export interface MadePicture {
  /** WebP, or JPEG where that was asked for. Of two sizes the same one where the picture is smaller than both. */
  path: string
  width: number
  height: number
}

/** All sizes of one picture, in the order that was asked for. */
export interface MadePictures {
  made: MadePicture[]
  /** Of the picture itself, upright. */
  width: number
  height: number
  /** Base64, of the whole picture: what is shown until it is there. */
  thumbhash: string
}

/** `moving`: it moves for longer than can be made anew. */
export type PictureFault = 'pixels' | 'frames' | 'moving' | 'broken'

export type PictureAnswer = { id: string } & (MadePictures | { fault: PictureFault })
