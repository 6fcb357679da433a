import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { buttonClass } from '../../design/button-class.ts'
import { ProjectBadge } from '../../design/project-badge.tsx'
import { useProject } from '../../live/projects.ts'
import { useWords } from '../../words/words.ts'

/** Says that only the conversations of a project are listed, and leads back to all. */
export function ProjectChip({ projectId }: { projectId: string }) {
  const { chats: t } = useWords()
  const project = useProject(projectId)
  const name = project?.name ?? t.oneProject
  return (
    <p className="px-3 pb-1">
      <Link
        to="."
        search={(before) => ({ ...before, project: undefined })}
        aria-label={t.leaveProject(name)}
        className={buttonClass('ghost', 'sm', 'max-w-full')}
      >
        <ProjectBadge name={name} color={project?.color ?? 'slate'} label={name} className="text-sm! text-ink!" />
        <X aria-hidden="true" />
      </Link>
    </p>
  )
}
