import type { UserCard } from '@kith/protocol/users.ts'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { personName } from '../../live/naming.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { useRelating } from './use-relating.ts'

/** Says what a block does before it is made. */
export function BlockDialog({ person, onClose }: { person: UserCard; onClose: () => void }) {
  const { shell } = useWords()
  const { people: t } = useMoreWords()
  const { block } = useRelating(person)
  const [isBlocking, setIsBlocking] = useState(false)

  async function confirm(): Promise<void> {
    setIsBlocking(true)
    const isDone = await block()
    setIsBlocking(false)
    if (isDone) onClose()
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      size="sm"
      title={t.blockTitle(personName(person))}
      text={t.blockText}
      closeLabel={shell.close}
      footer={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button variant="danger" isLoading={isBlocking} onClick={() => void confirm()}>
            {t.block}
          </Button>
        </>
      }
    >
      <ul className="flex list-disc flex-col gap-2 ps-5 text-pretty marker:text-faint">
        {t.blockEffects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      <p className="mt-3 text-sm text-muted">{t.blockUndo}</p>
    </Dialog>
  )
}
