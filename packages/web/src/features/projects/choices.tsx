import { projectColors } from '@kith/protocol/project-words.ts'
import type { Project } from '@kith/protocol/projects.ts'
import { Globe, Lock } from 'lucide-react'
import { ColorDots } from '../../design/color-dots.tsx'
import { RadioCards } from '../../design/radio-cards.tsx'
import { Select } from '../../design/select.tsx'
import { useMoreWords } from '../../words/more-words.ts'

const paint = { attribute: 'data-project', dot: 'bg-project', tick: 'text-paper' } as const

interface Choice<T> {
  value: T
  onValueChange: (value: T) => void
}

export function ProjectColorDots(choice: Choice<Project['color']>) {
  const { projects: t } = useMoreWords()
  return <ColorDots {...choice} label={t.color} options={projectColors} names={t.colors} paint={paint} />
}

/** Who may come in: those who are added, or anybody here. */
export function VisibilityCards(choice: Choice<Project['visibility']>) {
  const { projects: t } = useMoreWords()
  return (
    <RadioCards
      {...choice}
      label={t.visibility}
      options={[
        { value: 'private', label: t.private, hint: t.privateHint, picture: <Lock className="size-5 text-muted" /> },
        { value: 'open', label: t.openTo, hint: t.openHint, picture: <Globe className="size-5 text-muted" /> },
      ]}
    />
  )
}

const comingRoles = ['editor', 'commenter', 'reader'] as const

/** With which role somebody comes in. */
export function RoleSelect({ label, ...choice }: Choice<Project['joinRole']> & { label: string }) {
  const { projects: t } = useMoreWords()
  return (
    <Select
      {...choice}
      label={label}
      hint={t.rolesText[choice.value]}
      options={comingRoles.map((role) => ({ value: role, label: t.roles[role] }))}
    />
  )
}
