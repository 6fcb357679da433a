import type { Project } from '@kith/protocol/projects.ts'
import { Link, useMatchRoute, useNavigate } from '@tanstack/react-router'
import { ArrowLeft, Ellipsis, Link2, LogOut, MessageCircle, Settings } from 'lucide-react'
import { useState } from 'react'
import { AvatarStack } from '../../design/avatar-stack.tsx'
import { buttonClass } from '../../design/button-class.ts'
import { IconButton } from '../../design/icon-button.tsx'
import { Menu } from '../../design/menu.tsx'
import { ProjectCover } from '../../design/project-cover.tsx'
import { ProjectFace } from '../../design/project-face.tsx'
import { tabLinkClass } from '../../design/tab-link-class.ts'
import { showToast } from '../../design/toast.ts'
import { personName } from '../../live/naming.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { LeaveDialog } from './leave-dialog.tsx'

const parts = [
  { name: 'overview', to: '/projects/$projectId' },
  { name: 'files', to: '/projects/$projectId/files' },
  { name: 'conversations', to: '/projects/$projectId/conversations' },
  { name: 'people', to: '/projects/$projectId/people' },
  { name: 'settings', to: '/projects/$projectId/settings' },
] as const

/** Whose page it is, who is in it, what concerns it as a whole, and the ways to its parts. */
export function ProjectHeader({ project }: { project: Project }) {
  const { projects: t } = useMoreWords()
  const navigate = useNavigate()
  const report = useReport()
  const isAt = useMatchRoute()
  const [isLeaving, setIsLeaving] = useState(false)
  const { id: projectId, name, color, coverUrl, conversationId, members, memberCount } = project

  async function copyLink(): Promise<void> {
    try {
      await navigator.clipboard.writeText(`${location.origin}/projects/${projectId}`)
      showToast({ tone: 'positive', title: t.page.copied })
    } catch (error) {
      report(t.page.notCopied, error)
    }
  }

  return (
    <header className="shrink-0 border-b border-line bg-paper">
      <div className="flex items-center gap-3 ps-1.5 pe-2 pt-2.5 pb-1 md:ps-6 md:pe-4 md:pt-4">
        <Link
          to="/projects"
          aria-label={t.page.back}
          className="-me-2 flex size-11 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover md:hidden"
        >
          <ArrowLeft aria-hidden="true" className="size-5.5 rtl:-scale-x-100" />
        </Link>
        {coverUrl === null ? (
          <ProjectFace name={name} color={color} className="size-11! text-lg!" />
        ) : (
          <ProjectCover id={projectId} color={color} src={coverUrl} className="size-11 shrink-0 rounded-[28%]" />
        )}
        <div className="flex min-w-0 grow flex-col">
          <h1 className="truncate text-lg leading-6 font-bold md:text-xl">
            <bdi>{name}</bdi>
          </h1>
          <p className="truncate text-sm text-muted">
            <bdi>
              {t.people(memberCount)} · {t.files(project.fileCount)} · {t.roles[project.role]}
            </bdi>
          </p>
        </div>
        <Link
          to="/projects/$projectId/people"
          params={{ projectId }}
          className="hidden rounded-full p-1 hover:bg-hover md:inline-flex"
        >
          <AvatarStack
            people={members.map((person) => ({
              id: person.id,
              name: person.displayName,
              src: person.avatarUrl,
            }))}
            max={5}
            label={t.page.faces(members.map(personName).join(', '), memberCount)}
          />
        </Link>
        <Link
          to="/chats/$conversationId"
          params={{ conversationId }}
          aria-label={t.openChatOf(name)}
          className={buttonClass('secondary', 'sm', 'pointer-coarse:h-11 max-md:w-11 max-md:px-0!')}
        >
          <MessageCircle aria-hidden="true" />
          <span className="max-md:hidden">{t.openChat}</span>
        </Link>
        <Menu
          align="end"
          trigger={<IconButton label={t.page.menu(name)} icon={<Ellipsis />} hasTooltip={false} />}
          entries={[
            { kind: 'action', label: t.page.copyLink, icon: <Link2 />, onSelect: () => void copyLink() },
            {
              kind: 'action',
              label: t.page.tabs.settings,
              icon: <Settings />,
              onSelect: () => void navigate({ to: '/projects/$projectId/settings', params: { projectId } }),
            },
            { kind: 'line' },
            {
              kind: 'action',
              label: t.page.leave,
              icon: <LogOut />,
              isDanger: true,
              onSelect: () => setIsLeaving(true),
            },
          ]}
        />
      </div>
      <nav aria-label={t.page.parts(name)} className="flex overflow-x-auto px-2 scrollbar-none md:px-4">
        {parts.map((part) => {
          const isShown = isAt({ to: part.to, params: { projectId }, fuzzy: part.name !== 'overview' }) !== false
          return (
            <Link
              key={part.name}
              to={part.to}
              params={{ projectId }}
              aria-current={isShown ? 'page' : undefined}
              className={tabLinkClass(isShown, 'h-10!')}
            >
              {t.page.tabs[part.name]}
            </Link>
          )
        })}
      </nav>
      {isLeaving && <LeaveDialog project={project} onClose={() => setIsLeaving(false)} />}
    </header>
  )
}
