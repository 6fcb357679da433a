import type { CircleWithMembers } from '@kith/protocol/circles.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { useId, useState } from 'react'
import type { SubmitEvent } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { TextField } from '../../design/text-field.tsx'
import { client } from '../../live/client.ts'
import { fieldFaults } from '../../live/field-faults.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { PersonPicker } from '../person-picker/person-picker.tsx'

interface CircleDialogProps {
  /** The one that is changed; null for a new one. */
  circle: CircleWithMembers | null
  onSaved: (circle: CircleWithMembers) => void
  onClose: () => void
}

const nobody: readonly UserCard[] = []

/** Makes a circle, or changes one: its names and who is in it. */
export function CircleDialog({ circle, onSaved, onClose }: CircleDialogProps) {
  const form = useId()
  const words = useWords()
  const { circles: t } = useMoreWords()
  const report = useReport()
  const before = circle?.members ?? nobody
  const [handle, setHandle] = useState(circle?.handle ?? '')
  const [title, setTitle] = useState(circle?.title ?? '')
  const [description, setDescription] = useState(circle?.description ?? '')
  const [people, setPeople] = useState(before)
  const [refusal, setRefusal] = useState<unknown>(null)
  const faults = fieldFaults(refusal, words.problems)
  const [isBusy, setIsBusy] = useState(false)

  function toggle(person: UserCard): void {
    const isIn = people.some(({ id }) => id === person.id)
    setPeople(isIn ? people.filter(({ id }) => id !== person.id) : [...people, person])
  }

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const text = { handle: handle.trim(), title, description }
    const idsOf = (from: readonly UserCard[], without: readonly UserCard[]): string[] =>
      from.flatMap(({ id }) => (without.some((each) => each.id === id) ? [] : id))
    setIsBusy(true)
    try {
      const saved =
        circle === null
          ? await client.api.call('POST /api/circles', { ...text, userIds: idsOf(people, nobody) })
          : await client.api.call('PATCH /api/circles/:circleId', {
              circleId: circle.id,
              ...text,
              addIds: idsOf(people, before),
              removeIds: idsOf(before, people),
            })
      onSaved(saved)
      onClose()
    } catch (error) {
      setRefusal(error)
      if (!fieldFaults(error, words.problems).isAllNamed) report(t.notSaved, error)
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      title={circle === null ? t.make : circle.title}
      closeLabel={words.shell.close}
      footer={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button variant="primary" type="submit" form={form} isLoading={isBusy}>
            {t.save}
          </Button>
        </>
      }
    >
      <form id={form} noValidate className="flex flex-col gap-4 pt-1" onSubmit={(event) => void save(event)}>
        <TextField
          label={t.name}
          value={title}
          dir="auto"
          autoComplete="off"
          maxLength={limits.circleTitleMax}
          error={faults.of('title')}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <TextField
          label={t.handle}
          hint={t.handleHint}
          value={handle}
          dir="ltr"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={limits.usernameMax}
          error={faults.of('username') ?? faults.of('handle')}
          onChange={(event) => setHandle(event.currentTarget.value)}
        />
        <TextField
          label={t.description}
          value={description}
          dir="auto"
          autoComplete="off"
          maxLength={limits.circleDescriptionMax}
          error={faults.of('description')}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <PersonPicker label={t.people} chosen={people} onToggle={toggle} />
      </form>
    </Dialog>
  )
}
