import type { CropArea } from '../../design/crop-box.tsx'

const QUALITY = 0.92

interface Cut {
  area: CropArea
  /** In degrees. */
  turn: number
  /** Of what is made; less where the area is smaller. */
  widthMaxPx: number
}

/** The part of the picture at `src` that is wanted, as a file. @throws when it cannot be drawn */
export async function cropped(src: string, { area, turn, widthMaxPx }: Cut): Promise<Blob> {
  const picture = new Image()
  picture.src = src
  await picture.decode()
  const { naturalWidth: width, naturalHeight: height } = picture
  const cutWidth = Math.min(widthMaxPx, Math.max(1, Math.round(area.width)))
  const scale = cutWidth / area.width
  const canvas = document.createElement('canvas')
  canvas.width = cutWidth
  canvas.height = Math.max(1, Math.round(area.height * scale))
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('there is nothing to draw on')
  const angle = (turn * Math.PI) / 180
  const turnedWidth = Math.abs(Math.cos(angle)) * width + Math.abs(Math.sin(angle)) * height
  const turnedHeight = Math.abs(Math.sin(angle)) * width + Math.abs(Math.cos(angle)) * height
  pen.imageSmoothingQuality = 'high'
  pen.scale(scale, scale)
  pen.translate(-area.x + turnedWidth / 2, -area.y + turnedHeight / 2)
  pen.rotate(angle)
  pen.drawImage(picture, -width / 2, -height / 2)
  // Where a browser cannot write WebP it writes PNG, which is taken as well.
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('the picture could not be written')) : resolve(blob)),
      'image/webp',
      QUALITY,
    )
  })
}
