import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { TextField } from '../../design/text-field.tsx'
import { client } from '../../live/client.ts'
import { useFileWords } from '../../words/file-words.ts'
import { sentenceFor } from '../../words/sentences.ts'
import { useWords } from '../../words/words.ts'

interface NewFolderDialogProps {
  projectId: string
  parentId: string | null
  onMade: (folder: ProjectEntry) => void
  onClose: () => void
}

export function NewFolderDialog({ projectId, parentId, onMade, onClose }: NewFolderDialogProps) {
  const words = useWords()
  const { projectFiles } = useFileWords()
  const { folderDialog: t } = projectFiles
  const [name, setName] = useState('')
  const [fault, setFault] = useState('')
  const [isMaking, setIsMaking] = useState(false)

  async function make(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (name.trim() === '') {
      setFault(projectFiles.badName)
      return
    }
    setIsMaking(true)
    try {
      const input = { projectId, parentId, name }
      const { status, reply } = await client.api.callWithStatus('POST /api/projects/:projectId/folders', input)
      // A folder that was there already is not a new one.
      if (status === 200) setFault(projectFiles.nameTaken(name))
      else {
        onMade(reply)
        onClose()
      }
    } catch (error) {
      const code = error instanceof ProblemError ? error.code : ''
      if (code === 'name-taken') setFault(projectFiles.nameTaken(name))
      else setFault(code === 'validation-failed' ? projectFiles.badName : sentenceFor(error, words))
    }
    setIsMaking(false)
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      size="sm"
      title={t.title}
      closeLabel={words.shell.close}
      footer={
        <>
          <Button onClick={onClose}>{words.shell.cancel}</Button>
          <Button variant="primary" type="submit" form="new-folder" isLoading={isMaking}>
            {t.make}
          </Button>
        </>
      }
    >
      <form id="new-folder" onSubmit={(event) => void make(event)} noValidate>
        <TextField
          label={t.name}
          placeholder={t.first}
          dir="auto"
          autoComplete="off"
          maxLength={200}
          value={name}
          error={fault}
          onChange={(event) => {
            setName(event.currentTarget.value)
            setFault('')
          }}
        />
      </form>
    </Dialog>
  )
}
