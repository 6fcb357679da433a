import type { Cut } from './slide.ts'

/** More than is ever shown. */
const SIDE_MAX = 4_096
const QUALITY = 0.95

/** The picture as it is to be seen, turned by quarters to the right, no side longer than `sideMax`. @throws when it cannot be opened */
export async function turned(picture: Blob, turns: number, sideMax: number): Promise<HTMLCanvasElement> {
  // Cameras write how the picture is to be held beside it: the browser does that first.
  const bitmap = await createImageBitmap(picture, { imageOrientation: 'from-image' })
  try {
    const scale = Math.min(1, sideMax / Math.max(bitmap.width, bitmap.height))
    const width = Math.max(1, Math.round(bitmap.width * scale))
    const height = Math.max(1, Math.round(bitmap.height * scale))
    const canvas = document.createElement('canvas')
    canvas.width = turns % 2 === 0 ? width : height
    canvas.height = turns % 2 === 0 ? height : width
    const pen = penOf(canvas)
    pen.translate(canvas.width / 2, canvas.height / 2)
    pen.rotate((turns * Math.PI) / 2)
    pen.drawImage(bitmap, -width / 2, -height / 2, width, height)
    return canvas
  } finally {
    bitmap.close()
  }
}

/** The part of a picture that is to be shown, as a file. @throws when it cannot be opened */
export async function cutOut(picture: Blob, cut: Cut): Promise<Blob> {
  const whole = await turned(picture, cut.turns, SIDE_MAX)
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(whole.width * cut.width))
  canvas.height = Math.max(1, Math.round(whole.height * cut.height))
  penOf(canvas).drawImage(whole, -Math.round(whole.width * cut.x), -Math.round(whole.height * cut.y))
  // Where a browser cannot write WebP it writes PNG, which is taken as well.
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('the picture could not be written')) : resolve(blob)),
      'image/webp',
      QUALITY,
    )
  })
}

function penOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('there is nothing to draw on')
  pen.imageSmoothingQuality = 'high'
  return pen
}
