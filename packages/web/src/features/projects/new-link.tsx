import type { Project, ProjectLink } from '@kith/protocol/projects.ts'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { Select } from '../../design/select.tsx'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { ShareLink } from '../invitations/invitations.tsx'
import { RoleSelect } from './choices.tsx'
import { addressOfLink } from './link-address.ts'

const DAY_MS = 86_400_000
const expiryDays = { day: 1, week: 7, month: 30, never: null } as const
const usesMax = { once: 1, five: 5, fifty: 50, any: null } as const
type Expiry = keyof typeof expiryDays
type Uses = keyof typeof usesMax

type NewLinkProps = { project: Project; onMade: (link: ProjectLink) => void; onClose: () => void }

/** Makes a link, and shows it. */
export function NewLink({ project, onMade, onClose }: NewLinkProps) {
  const { shell } = useWords()
  const { projects } = useMoreWords()
  const t = projects.links
  const report = useReport()
  const [role, setRole] = useState<Project['joinRole']>('editor')
  const [expiry, setExpiry] = useState<Expiry>('week')
  const [uses, setUses] = useState<Uses>('any')
  const [isMaking, setIsMaking] = useState(false)
  const [made, setMade] = useState<ProjectLink | null>(null)

  async function make(): Promise<void> {
    setIsMaking(true)
    try {
      const days = expiryDays[expiry]
      const expiresAt = days === null ? null : new Date(Date.now() + days * DAY_MS).toISOString()
      const link = await client.api.call('POST /api/projects/:projectId/links', {
        projectId: project.id,
        role,
        expiresAt,
        usesMax: usesMax[uses],
      })
      onMade(link)
      setMade(link)
    } catch (error) {
      report(t.notMade, error)
    } finally {
      setIsMaking(false)
    }
  }

  if (made !== null && made.code !== null) {
    return (
      <Dialog
        isOpen
        onIsOpenChange={onClose}
        title={t.made}
        text={t.madeText}
        closeLabel={shell.close}
        footer={
          <Button variant="primary" onClick={onClose}>
            {t.done}
          </Button>
        }
      >
        <ShareLink link={addressOfLink(made.code)} into={project.name} />
      </Dialog>
    )
  }
  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      title={t.create}
      text={t.text}
      closeLabel={shell.close}
      footer={
        <>
          <Button onClick={onClose}>{projects.cancel}</Button>
          <Button variant="primary" isLoading={isMaking} onClick={() => void make()}>
            {t.make}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <RoleSelect label={t.role} value={role} onValueChange={setRole} />
        <Select
          label={t.expiry}
          value={expiry}
          onValueChange={setExpiry}
          options={(['day', 'week', 'month', 'never'] as const).map((value) => ({ value, label: t.expiries[value] }))}
        />
        <Select
          label={t.usesMax}
          value={uses}
          onValueChange={setUses}
          options={(['once', 'five', 'fifty', 'any'] as const).map((value) => ({ value, label: t.usesMaxes[value] }))}
        />
      </div>
    </Dialog>
  )
}
