import { limits } from '@kith/protocol/limits.ts'
import type { PlaceSettings } from '@kith/protocol/place.ts'
import type { CallInput } from '@kith/protocol/registry.ts'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { Switch } from '../../design/switch.tsx'
import { TextField } from '../../design/text-field.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { confirmed } from '../../live/confirming.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded, useAnswer } from '../asking/asking.ts'
import { JoinModes } from './join-modes.tsx'

/** What the place is called and how people join. */
export function PlaceSection() {
  const { settings } = useMoreWords()
  const asked = useAnswer('place', (signal) => client.api.call('GET /api/admin/place', {}, { signal }))
  if (asked.value === undefined) {
    if (asked.error !== null) return <NotLoaded error={asked.error} onAgain={asked.again} words={settings} />
    return <SkeletonList count={4} label={settings.loading} />
  }
  return <PlaceForm known={asked.value} onChanged={(value) => asked.change(() => value)} />
}

type PlaceFormProps = { known: PlaceSettings; onChanged: (settings: PlaceSettings) => void }

function PlaceForm({ known, onChanged }: PlaceFormProps) {
  const { problems } = useWords()
  const { administration, circles } = useMoreWords()
  const t = administration.place
  const report = useReport()
  const isOwner = useKith((state) => state.me?.role === 'owner')
  const [name, setName] = useState(known.name)
  const [wished, setWished] = useState<Partial<PlaceSettings>>({})
  const isNameFixed = known.fixed.includes('name')
  const isModeFixed = known.fixed.includes('registration')
  const { registration, membersMayInvite, editHistory, linkPreviews, membersMakeCircles } = { ...known, ...wished }
  const isNameless = name.trim() === ''

  /** Shown as wished at once, taken back when the server refuses. */
  async function change(input: CallInput<'PATCH /api/admin/place'>): Promise<void> {
    setWished(input)
    try {
      onChanged(await confirmed(() => client.api.call('PATCH /api/admin/place', input)))
      showToast({ id: 'place-saved', tone: 'positive', title: t.saved })
    } catch (error) {
      report(t.notSaved, error)
    } finally {
      setWished({})
    }
  }

  function rename(event: SubmitEvent): void {
    event.preventDefault()
    if (!isNameless && name.trim() !== known.name) void change({ name })
  }

  return (
    <div className="flex flex-col gap-8">
      {!isOwner && <Banner className="rounded-md">{t.ownersOnly}</Banner>}
      <form noValidate className="flex flex-col gap-3" onSubmit={rename}>
        <TextField
          label={t.name}
          hint={isNameFixed ? t.fixed : t.nameHint}
          error={isNameless ? problems.fields.required : undefined}
          value={name}
          dir="auto"
          autoComplete="off"
          readOnly={isNameFixed || !isOwner}
          maxLength={limits.placeNameMax}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {!isNameFixed && isOwner && (
          <Button type="submit" className="self-start" aria-disabled={isNameless || name.trim() === known.name}>
            {t.save}
          </Button>
        )}
      </form>
      <fieldset disabled={isModeFixed || !isOwner} className="flex flex-col gap-2">
        <JoinModes value={registration} onValueChange={(value) => void change({ registration: value })} />
        {isModeFixed && <p className="text-sm text-muted">{t.fixed}</p>}
      </fieldset>
      <Switch
        label={t.membersMayInvite}
        hint={t.membersMayInviteHint}
        isOn={membersMayInvite}
        disabled={!isOwner}
        onIsOnChange={(isOn) => void change({ membersMayInvite: isOn })}
      />
      <Switch
        label={t.editHistory}
        hint={t.editHistoryHint}
        isOn={editHistory === 'members'}
        disabled={!isOwner}
        onIsOnChange={(isOn) => void change({ editHistory: isOn ? 'members' : 'author' })}
      />
      <Switch
        label={t.linkPreviews}
        hint={t.linkPreviewsHint}
        isOn={linkPreviews}
        disabled={!isOwner}
        onIsOnChange={(isOn) => void change({ linkPreviews: isOn })}
      />
      <Switch
        label={circles.membersMake}
        hint={circles.membersMakeHint}
        isOn={membersMakeCircles}
        disabled={!isOwner}
        onIsOnChange={(isOn) => void change({ membersMakeCircles: isOn })}
      />
    </div>
  )
}
