import clsx from 'clsx'
import Cropper from 'react-easy-crop'
import 'react-easy-crop/react-easy-crop.css'

/** In pixels of the picture as it is turned. */
export type CropArea = { x: number; y: number; width: number; height: number }

/** A round window for faces, a wide one for covers. */
export type CropShape = 'round' | 'wide'

export type CropBoxProps = {
  src: string
  shape: CropShape
  label: string
  place: { x: number; y: number }
  zoom: number
  /** In degrees. */
  turn: number
  onPlaceChange: (place: { x: number; y: number }) => void
  onZoomChange: (zoom: number) => void
  onAreaChange: (area: CropArea) => void
  onFailed: () => void
}

export const ZOOM_MAX = 4
/** Of a wide window: its width by its height. */
export const WIDE_ASPECT = 8 / 3

/** A picture under a window: dragged, pinched, wheeled, or moved by the arrow keys. */
export function CropBox(props: CropBoxProps) {
  const { src, shape, label, place, zoom, turn, onPlaceChange, onZoomChange, onAreaChange, onFailed } = props
  return (
    <div
      className={clsx(
        'relative w-full overflow-hidden rounded-md bg-sunken',
        shape === 'round' ? 'aspect-square' : 'aspect-[2]',
      )}
    >
      <Cropper
        image={src}
        crop={place}
        zoom={zoom}
        maxZoom={ZOOM_MAX}
        rotation={turn}
        aspect={shape === 'round' ? 1 : WIDE_ASPECT}
        cropShape={shape === 'round' ? 'round' : 'rect'}
        showGrid={false}
        keyboardStep={8}
        // The content policy forbids styles that a script puts in; they are part of the page's own.
        disableAutomaticStylesInjection
        mediaProps={{ onError: onFailed, alt: '' }}
        cropperProps={{ 'aria-label': label, role: 'group' }}
        onCropChange={onPlaceChange}
        onZoomChange={onZoomChange}
        onCropComplete={(_, area) => onAreaChange(area)}
      />
    </div>
  )
}
