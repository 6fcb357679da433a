import Cropper from 'react-easy-crop'
import 'react-easy-crop/react-easy-crop.css'

/** In pixels of the picture as it is turned. */
export type CropArea = { x: number; y: number; width: number; height: number }

export type CropBoxProps = {
  src: string
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

/** A picture under a round window: dragged, pinched, wheeled, or moved by the arrow keys. */
export function CropBox(props: CropBoxProps) {
  const { src, label, place, zoom, turn, onPlaceChange, onZoomChange, onAreaChange, onFailed } = props
  return (
    <div className="relative aspect-square w-full overflow-hidden rounded-md bg-sunken">
      <Cropper
        image={src}
        crop={place}
        zoom={zoom}
        maxZoom={ZOOM_MAX}
        rotation={turn}
        aspect={1}
        cropShape="round"
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
