import { limits } from '@kith/protocol/limits.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { Tabs } from '../../design/tabs.tsx'
import { TextField } from '../../design/text-field.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { PersonPicker } from '../person-picker/person-picker.tsx'
import { AskFriend } from './ask-friend.tsx'

/** Asks somebody to be a friend: found by name, or by an address that one knows. */
export function AddFriend({ onClose }: { onClose: () => void }) {
  const { shell } = useWords()
  const { people: t } = useMoreWords()
  const [way, setWay] = useState<'name' | 'email'>('name')
  const [picked, setPicked] = useState<UserCard | null>(null)
  if (picked !== null) return <AskFriend person={picked} onClose={onClose} />
  return (
    <Dialog isOpen onIsOpenChange={onClose} title={t.addTitle} closeLabel={shell.close}>
      <Tabs
        label={t.addTitle}
        value={way}
        onValueChange={setWay}
        tabs={[
          {
            value: 'name',
            label: t.byName,
            content: (
              <div className="pt-4">
                <PersonPicker label={t.byNameLabel} onToggle={setPicked} isHidden={isKnown} />
              </div>
            ),
          },
          { value: 'email', label: t.byEmail, content: <ByEmail onClose={onClose} /> },
        ]}
      />
    </Dialog>
  )
}

/** Who is a friend already, or asked, need not be asked. */
function isKnown({ id }: UserCard): boolean {
  const friendship = client.state.relations.get(id)?.friendship
  return friendship === 'friends' || friendship === 'requested'
}

function ByEmail({ onClose }: { onClose: () => void }) {
  const { problems } = useWords()
  const { people: t } = useMoreWords()
  const report = useReport()
  const [email, setEmail] = useState('')
  const [note, setNote] = useState('')
  const [isWrong, setIsWrong] = useState(false)
  const [isSending, setIsSending] = useState(false)

  async function send(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    if (!event.currentTarget.checkValidity()) {
      setIsWrong(true)
      return
    }
    setIsSending(true)
    try {
      await client.people.ask({ email: email.trim(), note: note.trim() })
      // The same for every address: whether somebody has it is theirs to tell.
      showToast({ tone: 'positive', title: t.emailAsked, text: t.emailAskedText, durationMs: 7_000 })
      onClose()
    } catch (error) {
      report(t.notChanged, error)
    } finally {
      setIsSending(false)
    }
  }

  return (
    <form noValidate onSubmit={(event) => void send(event)} className="flex flex-col gap-4 pt-4">
      <TextField
        label={t.email}
        type="email"
        required
        value={email}
        autoComplete="off"
        hint={t.emailHint}
        error={isWrong ? problems.fields.email : undefined}
        onChange={(event) => {
          setEmail(event.currentTarget.value)
          setIsWrong(false)
        }}
      />
      <TextField
        label={t.note}
        value={note}
        maxLength={limits.friendNoteMax}
        autoComplete="off"
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button type="submit" variant="primary" isLoading={isSending}>
          {t.send}
        </Button>
      </div>
    </form>
  )
}
