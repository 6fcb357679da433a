import { limits } from '@kith/protocol/limits.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { TextField } from '../../design/text-field.tsx'
import { personName } from '../../live/naming.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { useRelating } from './use-relating.ts'

/** Asks one person to be a friend, with a few words if one likes. */
export function AskFriend({ person, onClose }: { person: UserCard; onClose: () => void }) {
  const { shell } = useWords()
  const { people: t } = useMoreWords()
  const { ask } = useRelating(person)
  const [note, setNote] = useState('')
  const [isSending, setIsSending] = useState(false)

  async function send(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setIsSending(true)
    const isAsked = await ask(note.trim())
    setIsSending(false)
    if (isAsked) onClose()
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      size="sm"
      title={t.askTitle(personName(person))}
      text={t.askText}
      closeLabel={shell.close}
    >
      <form onSubmit={(event) => void send(event)} className="flex flex-col gap-4">
        <p className="flex items-center gap-3 rounded-md bg-sunken p-3">
          <Avatar id={person.id} name={person.displayName} src={person.avatarUrl} size="md" />
          <span className="flex min-w-0 flex-col">
            <bdi className="truncate font-semibold">{personName(person)}</bdi>
            <bdi className="truncate text-sm text-muted">@{person.username}</bdi>
          </span>
        </p>
        <TextField
          label={t.note}
          hint={t.noteHint}
          value={note}
          dir="auto"
          maxLength={limits.friendNoteMax}
          autoComplete="off"
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            {t.send}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
