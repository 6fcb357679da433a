import type { Project } from '@kith/protocol/projects.ts'
import { Link } from '@tanstack/react-router'
import { FileUp, MessageCircle, UserPlus } from 'lucide-react'
import { buttonClass } from '../../design/button-class.ts'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { useMoreWords } from '../../words/more-words.ts'
import { isReadOnly } from './rights.ts'

/** What to do in a project that was just begun. */
export function FirstSteps({ project }: { project: Project }) {
  const { overview: t } = useMoreWords().projects
  if (isReadOnly(project)) return null
  const { id: projectId, conversationId } = project
  return (
    <EmptyState
      className="rounded-lg border border-dashed border-line-strong"
      illustration={<EmptyPicture name="people" />}
      title={t.fresh}
      text={t.freshText}
      action={
        <>
          <Link to="/projects/$projectId/people" params={{ projectId }} className={buttonClass('primary')}>
            <UserPlus aria-hidden="true" />
            {t.invite}
          </Link>
          <Link to="/projects/$projectId/files" params={{ projectId }} className={buttonClass()}>
            <FileUp aria-hidden="true" />
            {t.bringFiles}
          </Link>
          <Link to="/chats/$conversationId" params={{ conversationId }} className={buttonClass()}>
            <MessageCircle aria-hidden="true" />
            {t.talk}
          </Link>
        </>
      }
    />
  )
}
