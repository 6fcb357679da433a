import { limits } from '@kith/protocol/limits.ts'
import { Globe, Lock } from 'lucide-react'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { RadioCards } from '../../design/radio-cards.tsx'
import { TextField } from '../../design/text-field.tsx'
import { useMoreWords } from '../../words/more-words.ts'
import { PersonPicker } from '../person-picker/person-picker.tsx'
import { FormButtons } from './form-buttons.tsx'
import type { PickingProps } from './new-group.tsx'
import { useCreate } from './use-create.ts'

export function NewChannel({ chosen, onToggle, onClose }: PickingProps) {
  const { newConversation: t } = useMoreWords()
  const { isCreating, create } = useCreate(onClose)
  const [title, setTitle] = useState('')
  const [topic, setTopic] = useState('')
  const [visibility, setVisibility] = useState<'public' | 'private'>('public')
  const [isTried, setIsTried] = useState(false)
  const isNameless = title.trim() === ''

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setIsTried(true)
    if (isNameless) return
    const memberIds = chosen.map(({ id }) => id)
    create({ kind: 'channel', title, topic, memberIds, isPublic: visibility === 'public' })
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4 pt-4">
      <TextField
        label={t.channelName}
        value={title}
        required
        maxLength={limits.conversationTitleMax}
        autoComplete="off"
        error={isTried && isNameless ? t.needsName : undefined}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <TextField
        label={t.topic}
        hint={t.topicHint}
        value={topic}
        maxLength={limits.conversationTopicMax}
        autoComplete="off"
        onChange={(event) => setTopic(event.currentTarget.value)}
      />
      <RadioCards
        label={t.visibility}
        value={visibility}
        onValueChange={setVisibility}
        options={[
          { value: 'public', label: t.public, hint: t.publicHint, picture: <Globe className="size-5 text-muted" /> },
          { value: 'private', label: t.private, hint: t.privateHint, picture: <Lock className="size-5 text-muted" /> },
        ]}
      />
      <PersonPicker label={t.invite} chosen={chosen} onToggle={onToggle} />
      <FormButtons isCreating={isCreating} onClose={onClose} />
    </form>
  )
}
