import { useState } from 'react'
import { useMoreWords } from '../../words/more-words.ts'
import { PersonPicker } from '../person-picker/person-picker.tsx'
import { useCreate } from './use-create.ts'

/** Picking somebody is all it takes. */
export function NewDirect({ onClose }: { onClose: () => void }) {
  const { newConversation: t } = useMoreWords()
  const { isCreating, create } = useCreate(onClose)
  const [pickedId, setPickedId] = useState<string | null>(null)
  return (
    <div className="pt-4">
      <PersonPicker
        label={t.to}
        busyId={isCreating ? pickedId : null}
        onToggle={(person) => {
          if (isCreating) return
          setPickedId(person.id)
          create({ kind: 'direct', memberIds: [person.id] })
        }}
      />
    </div>
  )
}
