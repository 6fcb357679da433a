import { limits } from '@kith/protocol/limits.ts'
import type { PlaceSettings } from '@kith/protocol/place.ts'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { TextField } from '../../design/text-field.tsx'
import { client } from '../../live/client.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { sentenceFor } from '../../words/sentences.ts'
import { useWords } from '../../words/words.ts'
import { JoinModes } from '../administration/administration.tsx'

type NamePlaceProps = { settings: PlaceSettings; onNamed: (settings: PlaceSettings) => Promise<void> }

/** Names the place and says how people join, for the first time. */
export function NamePlace({ settings, onNamed }: NamePlaceProps) {
  const words = useWords()
  const { joining } = useMoreWords()
  const t = joining.begin
  const isNameFixed = settings.fixed.includes('name')
  const isModeFixed = settings.fixed.includes('registration')
  const [name, setName] = useState(isNameFixed ? settings.name : '')
  const [registration, setRegistration] = useState(isModeFixed ? settings.registration : 'invite')
  const [isTried, setIsTried] = useState(false)
  const [isSaving, setIsSaving] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const isNameless = name.trim() === ''

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setIsTried(true)
    if (isNameless) return
    setIsSaving(true)
    setError(null)
    try {
      const change = { ...(isNameFixed ? {} : { name }), ...(isModeFixed ? {} : { registration }) }
      await onNamed(await client.api.call('PATCH /api/admin/place', change))
    } catch (caught) {
      setError(caught)
      setIsSaving(false)
    }
  }

  return (
    <form noValidate className="flex flex-col gap-6" onSubmit={(event) => void save(event)}>
      {error !== null && (
        <Banner tone="danger" className="rounded-md">
          {sentenceFor(error, words)}
        </Banner>
      )}
      <TextField
        label={t.placeName}
        hint={isNameFixed ? t.fixed : t.placeNameHint}
        error={isTried && isNameless ? words.problems.fields.required : undefined}
        value={name}
        dir="auto"
        required
        readOnly={isNameFixed}
        autoComplete="off"
        maxLength={limits.placeNameMax}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {!isModeFixed && <JoinModes value={registration} onValueChange={setRegistration} />}
      <Button type="submit" variant="primary" isLoading={isSaving}>
        {t.next}
      </Button>
    </form>
  )
}
