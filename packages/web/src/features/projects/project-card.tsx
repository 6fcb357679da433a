import type { Project } from '@kith/protocol/projects.ts'
import { Link } from '@tanstack/react-router'
import { Files, MessageCircle } from 'lucide-react'
import { AvatarStack } from '../../design/avatar-stack.tsx'
import { Badge } from '../../design/badge.tsx'
import { buttonClass } from '../../design/button-class.ts'
import { ProjectCover } from '../../design/project-cover.tsx'
import { personName } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { calendarDay, exactTime, relativeTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'

/** One project among one's own: what it is, who is in it, what is new, and the ways to its talk and files. */
export function ProjectCardItem({ project }: { project: Project }) {
  const { projects: t } = useMoreWords()
  // What is said in it is activity too.
  const saidAt = useKith((state) => state.conversations.get(project.conversationId)?.lastActivityAt ?? '')
  const activeAt = saidAt > project.lastActivityAt ? saidAt : project.lastActivityAt
  const { id: projectId, name, description, color, coverUrl, conversationId, unseen, deletesAt, memberCount } = project
  return (
    <li className="group relative flex flex-col overflow-hidden rounded-lg border border-line bg-raised transition-shadow focus-within:shadow-float hover:shadow-float">
      <ProjectCover id={projectId} color={color} src={coverUrl} className="h-24 w-full shrink-0" />
      <div className="flex grow flex-col gap-1 px-4 pt-3 pb-2">
        <h2 className="flex items-center gap-2 text-lg font-bold">
          <Link
            to="/projects/$projectId"
            params={{ projectId }}
            className="min-w-0 truncate outline-none after:absolute after:inset-0 after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
          >
            <bdi>{name}</bdi>
          </Link>
          <Badge count={unseen} label={t.unseenLong(unseen)} />
        </h2>
        <p dir="auto" className="line-clamp-2 min-h-11 text-pretty text-muted">
          {description}
        </p>
        <p className="mt-1 flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
          <AvatarStack
            people={project.members.map(({ id, displayName, avatarUrl }) => ({
              id,
              name: displayName,
              src: avatarUrl,
            }))}
            max={5}
            size="sm"
            label={t.page.faces(project.members.map(personName).join(', '), memberCount)}
          />
          {deletesAt === null ? (
            <time dateTime={activeAt} title={exactTime(activeAt)} className="ms-auto">
              {relativeTime(activeAt)}
            </time>
          ) : (
            <span className="ms-auto font-medium text-warning-text">{t.goesOn(calendarDay(deletesAt))}</span>
          )}
        </p>
      </div>
      <p className="relative flex gap-1 border-t border-line px-2 py-1.5">
        <Link
          to="/chats/$conversationId"
          params={{ conversationId }}
          aria-label={t.openChatOf(name)}
          className={buttonClass('ghost', 'sm', 'pointer-coarse:h-11')}
        >
          <MessageCircle aria-hidden="true" />
          {t.openChat}
        </Link>
        <Link
          to="/projects/$projectId/files"
          params={{ projectId }}
          aria-label={t.openFilesOf(name)}
          className={buttonClass('ghost', 'sm', 'pointer-coarse:h-11')}
        >
          <Files aria-hidden="true" />
          {t.openFiles}
        </Link>
        <span className="ms-auto self-center pe-2 text-sm text-muted">{t.files(project.fileCount)}</span>
      </p>
    </li>
  )
}
