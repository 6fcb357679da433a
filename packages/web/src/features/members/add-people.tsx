import type { Conversation } from '@kith/protocol/conversations.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { PersonPicker } from '../person-picker/person-picker.tsx'

export function AddPeople({ entry, onClose }: { entry: Conversation; onClose: () => void }) {
  const { shell } = useWords()
  const { members: t, newConversation } = useMoreWords()
  const report = useReport()
  const known = useKith((state) => state.members.get(entry.id)?.items)
  const [chosen, setChosen] = useState<readonly UserCard[]>([])
  const [isAdding, setIsAdding] = useState(false)

  const toggle = (person: UserCard): void =>
    setChosen((before) =>
      before.some(({ id }) => id === person.id) ? before.filter(({ id }) => id !== person.id) : [...before, person],
    )

  async function add(): Promise<void> {
    if (chosen.length === 0) return
    setIsAdding(true)
    try {
      await client.addMembers(
        entry.id,
        chosen.map(({ id }) => id),
      )
      showToast({ tone: 'positive', title: t.added(chosen.length) })
      onClose()
    } catch (error) {
      report(t.notChanged, error)
    } finally {
      setIsAdding(false)
    }
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      title={t.addPeople}
      closeLabel={shell.close}
      footer={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button variant="primary" isLoading={isAdding} aria-disabled={chosen.length === 0} onClick={() => void add()}>
            {t.add}
          </Button>
        </>
      }
    >
      <PersonPicker
        label={newConversation.to}
        chosen={chosen}
        onToggle={toggle}
        isHidden={(person) => known?.some(({ user }) => user.id === person.id) === true}
      />
    </Dialog>
  )
}
