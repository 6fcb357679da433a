import { limits } from '@kith/protocol/limits.ts'
import type { CropArea } from '../../design/crop-box.tsx'

const SIDE_PX = Math.max(...limits.avatarSizes)
const QUALITY = 0.92

/** The `area` of the picture at `src`, turned by `turn` degrees, as a square file. @throws when it cannot be drawn */
export async function cropped(src: string, area: CropArea, turn: number): Promise<Blob> {
  const picture = new Image()
  picture.src = src
  await picture.decode()
  const { naturalWidth: width, naturalHeight: height } = picture
  const side = Math.min(SIDE_PX, Math.max(1, Math.round(area.width)))
  const canvas = document.createElement('canvas')
  canvas.width = side
  canvas.height = side
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('there is nothing to draw on')
  const angle = (turn * Math.PI) / 180
  const turnedWidth = Math.abs(Math.cos(angle)) * width + Math.abs(Math.sin(angle)) * height
  const turnedHeight = Math.abs(Math.sin(angle)) * width + Math.abs(Math.cos(angle)) * height
  pen.imageSmoothingQuality = 'high'
  pen.scale(side / area.width, side / area.height)
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
