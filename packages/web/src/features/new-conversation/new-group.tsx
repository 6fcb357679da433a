import { limits } from '@kith/protocol/limits.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { TextField } from '../../design/text-field.tsx'
import { useMoreWords } from '../../words/more-words.ts'
import { PersonPicker } from '../person-picker/person-picker.tsx'
import { FormButtons } from './form-buttons.tsx'
import { useCreate } from './use-create.ts'

export type PickingProps = {
  chosen: readonly UserCard[]
  onToggle: (person: UserCard) => void
  onClose: () => void
}

export function NewGroup({ chosen, onToggle, onClose }: PickingProps) {
  const { newConversation: t } = useMoreWords()
  const { isCreating, create } = useCreate(onClose)
  const [title, setTitle] = useState('')
  const [isTried, setIsTried] = useState(false)

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setIsTried(true)
    if (chosen.length === 0) return
    create({ kind: 'group', title: title.trim() === '' ? null : title, memberIds: chosen.map(({ id }) => id) })
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4 pt-4">
      <PersonPicker
        label={t.to}
        chosen={chosen}
        onToggle={onToggle}
        error={isTried && chosen.length === 0 ? t.pickSomeone : undefined}
      />
      <TextField
        label={t.groupName}
        hint={t.groupNameHint}
        value={title}
        maxLength={limits.conversationTitleMax}
        autoComplete="off"
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <FormButtons isCreating={isCreating} onClose={onClose} />
    </form>
  )
}
