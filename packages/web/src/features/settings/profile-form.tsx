import { limits } from '@kith/protocol/limits.ts'
import type { OwnUser } from '@kith/protocol/users.ts'
import { useState } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { Button } from '../../design/button.tsx'
import { TextArea } from '../../design/text-area.tsx'
import { TextField } from '../../design/text-field.tsx'
import { client } from '../../live/client.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { FaceGallery, faceOf, pictureOf } from './face-gallery.tsx'
import { LinksEditor } from './links-editor.tsx'
import { PicturePicker } from './picture-picker.tsx'
import { StatusRow } from './status-row.tsx'
import { useProfileForm } from './use-profile-form.ts'

/** Who one is to the others. Nothing is taken over before it is saved. */
export function ProfileForm({ me }: { me: OwnUser }) {
  const { settings: t } = useMoreWords()
  const form = useProfileForm(me)
  const { fields, faults, change } = form
  const [face, setFace] = useState(faceOf(me.avatarUrl))
  const isFaceChanged = face !== faceOf(me.avatarUrl)
  const shownName = fields.displayName.trim() === '' ? me.displayName : fields.displayName

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!form.isChanged && !isFaceChanged) return
        void form.save(() => (isFaceChanged && face !== undefined ? client.people.setFace(face) : Promise.resolve()))
      }}
      className="flex flex-col gap-6"
    >
      <div className="flex items-center gap-4">
        <Avatar id={me.id} name={shownName} src={face === undefined ? me.avatarUrl : pictureOf(face)} size="xl" />
        <div className="flex min-w-0 flex-col items-start">
          <p className="max-w-full truncate text-lg font-bold">
            <bdi>{shownName}</bdi>
          </p>
          <p className="mb-1.5 max-w-full truncate text-muted">
            <bdi>@{me.username}</bdi>
          </p>
          <StatusRow me={me} />
        </div>
      </div>
      <TextField
        label={t.profile.displayName}
        hint={t.profile.displayNameHint}
        value={fields.displayName}
        autoComplete="nickname"
        dir="auto"
        maxLength={limits.displayNameMax}
        error={faults.displayName}
        onChange={(event) => change({ displayName: event.currentTarget.value })}
      />
      <div className="grid gap-6 sm:grid-cols-2 sm:gap-4">
        <TextField
          label={t.profile.firstName}
          value={fields.firstName}
          autoComplete="given-name"
          dir="auto"
          maxLength={limits.nameMax}
          onChange={(event) => change({ firstName: event.currentTarget.value })}
        />
        <TextField
          label={t.profile.lastName}
          value={fields.lastName}
          autoComplete="family-name"
          dir="auto"
          maxLength={limits.nameMax}
          onChange={(event) => change({ lastName: event.currentTarget.value })}
        />
      </div>
      <TextField
        label={t.profile.username}
        hint={form.isRenamed ? t.profile.usernameWarning : t.profile.usernameHint}
        value={fields.username}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        dir="ltr"
        start="@"
        maxLength={limits.usernameMax}
        error={faults.username}
        onChange={(event) => change({ username: event.currentTarget.value })}
      />
      <TextArea
        label={t.profile.bio}
        value={fields.bio}
        dir="auto"
        hint={t.profile.bioHint(form.bioLeft)}
        error={faults.bio}
        onChange={(event) => change({ bio: event.currentTarget.value })}
      />
      <LinksEditor links={fields.links} isTried={form.isTried} onLinksChange={(links) => change({ links })} />
      <PicturePicker me={me} onTaken={() => setFace(undefined)} onRemoved={() => setFace(null)} />
      <FaceGallery me={me} name={shownName} face={face} onFaceChange={setFace} />
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        <dt className="font-semibold">{t.profile.email}</dt>
        <dd className="min-w-0">
          <bdi>{me.email}</bdi> <span className="text-muted">{t.profile.emailHint}</span>
        </dd>
      </dl>
      <div className="sticky bottom-0 flex justify-end border-t border-line bg-paper py-3">
        <Button
          type="submit"
          variant="primary"
          isLoading={form.isSaving}
          aria-disabled={!form.isChanged && !isFaceChanged}
        >
          {t.save}
        </Button>
      </div>
    </form>
  )
}
