import { limits } from '@kith/protocol/limits.ts'
import type { OwnUser } from '@kith/protocol/users.ts'
import { useId } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { useMoreWords } from '../../words/more-words.ts'

const faces = Array.from({ length: limits.facesCount }, (_, index) => `face-${String(index + 1).padStart(2, '0')}`)

/** The face that an address shows; null for initials, undefined for a picture of one's own. */
export function faceOf(avatarUrl: string | null): string | null | undefined {
  return avatarUrl === null ? null : /\/(face-\d\d)\.\w+$/.exec(avatarUrl)?.[1]
}

export const pictureOf = (face: string | null): string | null => (face === null ? null : `/faces/${face}.svg`)

type FaceGalleryProps = {
  me: OwnUser
  name: string
  face: string | null | undefined
  onFaceChange: (face: string | null) => void
}

export function FaceGallery({ me, name, face, onFaceChange }: FaceGalleryProps) {
  const group = useId()
  const { settings: t } = useMoreWords()
  return (
    <fieldset aria-describedby={`${group}-hint`}>
      <legend className="text-sm font-semibold">{t.profile.face}</legend>
      <p id={`${group}-hint`} className="mb-3 text-sm text-muted">
        {t.profile.faceHint}
      </p>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(3.5rem,1fr))] gap-2">
        {[null, ...faces].map((each, index) => (
          <label
            key={each ?? 'initials'}
            className="flex justify-center rounded-md p-1 transition-colors hover:bg-hover has-checked:bg-accent-soft has-checked:ring-2 has-checked:ring-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={group}
              className="sr-only"
              aria-label={each === null ? t.profile.initials : t.profile.faceNumber(index)}
              checked={each === face}
              onChange={() => onFaceChange(each)}
            />
            <Avatar id={me.id} name={name} src={pictureOf(each)} size="lg" />
          </label>
        ))}
      </div>
    </fieldset>
  )
}
