import { limits } from '@kith/protocol/limits.ts'
import type { Project } from '@kith/protocol/projects.ts'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { Button } from '../../design/button.tsx'
import { TextArea } from '../../design/text-area.tsx'
import { TextField } from '../../design/text-field.tsx'
import { useMoreWords } from '../../words/more-words.ts'

type WordsFormProps = {
  project: Project
  onSave: (words: { name: string; description: string }) => Promise<void>
}

/** What a project is called and is about. */
export function WordsForm({ project, onSave }: WordsFormProps) {
  const { projects: t } = useMoreWords()
  const [name, setName] = useState(project.name)
  const [description, setDescription] = useState(project.description)
  const [isSaving, setIsSaving] = useState(false)
  const isNameless = name.trim() === ''
  const isChanged = name.trim() !== project.name || description.trim() !== project.description

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (isNameless || !isChanged) return
    setIsSaving(true)
    await onSave({ name, description })
    setIsSaving(false)
  }

  return (
    <form onSubmit={(event) => void save(event)} noValidate className="flex flex-col gap-4">
      <TextField
        label={t.name}
        value={name}
        required
        maxLength={limits.projectNameMax}
        autoComplete="off"
        error={isNameless ? t.needsName : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextArea
        label={t.description}
        value={description}
        maxLength={limits.projectDescriptionMax}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <Button
        type="submit"
        variant="primary"
        className="self-start"
        isLoading={isSaving}
        aria-disabled={isNameless || !isChanged}
      >
        {t.settings.save}
      </Button>
    </form>
  )
}
