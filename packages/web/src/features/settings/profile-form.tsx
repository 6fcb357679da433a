import { limits } from '@kith/protocol/limits.ts'
import type { OwnUser } from '@kith/protocol/users.ts'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { Button } from '../../design/button.tsx'
import { TextArea } from '../../design/text-area.tsx'
import { TextField } from '../../design/text-field.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { FaceGallery, faceOf, pictureOf } from './face-gallery.tsx'
import { lengthOf } from './measures.ts'

/** Who one is to the others. Nothing is taken over before it is saved. */
export function ProfileForm({ me }: { me: OwnUser }) {
  const { problems } = useWords()
  const { settings: t } = useMoreWords()
  const report = useReport()
  const [displayName, setDisplayName] = useState(me.displayName)
  const [bio, setBio] = useState(me.bio)
  const [face, setFace] = useState(faceOf(me.avatarUrl))
  const [isSaving, setIsSaving] = useState(false)
  const isNameless = displayName.trim() === ''
  const bioLeft = limits.bioMax - lengthOf(bio)
  const isWordChanged = displayName !== me.displayName || bio !== me.bio
  const isFaceChanged = face !== faceOf(me.avatarUrl)
  const maySave = (isWordChanged || isFaceChanged) && !isNameless && bioLeft >= 0

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (!maySave) return
    setIsSaving(true)
    try {
      if (isFaceChanged) await client.setFace(face)
      if (isWordChanged) setDisplayName((await client.updateProfile({ displayName, bio })).displayName)
      showToast({ id: 'profile-saved', tone: 'positive', title: t.saved })
    } catch (error) {
      report(t.notSaved, error)
    } finally {
      setIsSaving(false)
    }
  }

  return (
    <form noValidate onSubmit={(event) => void save(event)} className="flex flex-col gap-6">
      <div className="flex items-center gap-4">
        <Avatar id={me.id} name={isNameless ? me.username : displayName} src={pictureOf(face)} size="xl" />
        <div className="min-w-0">
          <p className="truncate text-lg font-bold">
            <bdi>{isNameless ? me.displayName : displayName}</bdi>
          </p>
          <p className="truncate text-muted">
            <bdi>@{me.username}</bdi>
          </p>
        </div>
      </div>
      <TextField
        label={t.profile.displayName}
        value={displayName}
        autoComplete="name"
        maxLength={limits.displayNameMax}
        error={isNameless ? problems.fields.required : undefined}
        onChange={(event) => setDisplayName(event.currentTarget.value)}
      />
      <TextArea
        label={t.profile.bio}
        value={bio}
        dir="auto"
        hint={t.profile.bioHint(bioLeft)}
        error={bioLeft < 0 ? problems.fields.tooLong : undefined}
        onChange={(event) => setBio(event.currentTarget.value)}
      />
      <FaceGallery me={me} name={isNameless ? me.displayName : displayName} face={face} onFaceChange={setFace} />
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        <dt className="font-semibold">{t.profile.email}</dt>
        <dd className="min-w-0">
          <bdi>{me.email}</bdi> <span className="text-muted">{t.profile.emailHint}</span>
        </dd>
      </dl>
      <div className="sticky bottom-0 flex justify-end border-t border-line bg-paper py-3">
        <Button type="submit" variant="primary" isLoading={isSaving} aria-disabled={!maySave}>
          {t.save}
        </Button>
      </div>
    </form>
  )
}
