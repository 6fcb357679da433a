import type { ProjectActivity } from '@kith/protocol/project-activity.ts'
import { Link } from '@tanstack/react-router'
import { Avatar } from '../../design/avatar.tsx'
import { personName } from '../../live/naming.ts'
import { exactTime, relativeTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'
import type { MoreWords } from '../../words/more-words.ts'
import { Thumbnail } from '../files/files.tsx'

/** What one person did, one thing after the other. */
export function ActivityGroup({ activities }: { activities: readonly ProjectActivity[] }) {
  const [first] = activities
  if (first === undefined) return null
  const { id, actor } = first
  return (
    <li className="flex items-start gap-3 py-2.5">
      <Avatar id={actor?.id ?? id} name={actor?.displayName ?? ''} src={actor?.avatarUrl ?? null} size="md" />
      <ul className="flex min-w-0 grow flex-col gap-2 pt-0.5">
        {activities.map((activity) => (
          <Line key={activity.id} activity={activity} />
        ))}
      </ul>
    </li>
  )
}

function Line({ activity }: { activity: ProjectActivity }) {
  const { projects: t } = useMoreWords()
  const { entry, at } = activity
  const isThere = entry !== null && entry.trashId === null && !entry.isGone
  return (
    <li>
      <p className="text-pretty">
        <bdi>{sentenceOf(activity, t)}</bdi>{' '}
        <time dateTime={at} title={exactTime(at)} className="text-sm whitespace-nowrap text-muted">
          <bdi>{relativeTime(at)}</bdi>
        </time>
      </p>
      {isThere && (
        <Link
          to="/projects/$projectId/files/$entryId"
          params={{ projectId: entry.projectId, entryId: entry.id }}
          className="mt-1 inline-flex min-h-9 max-w-full items-center gap-2.5 rounded-md pe-2 font-medium text-accent-text hover:bg-hover pointer-coarse:min-h-11"
        >
          <Thumbnail entry={entry} iconSize="sm" className="size-7 rounded-sm" />
          <bdi className="truncate">{entry.name}</bdi>
        </Link>
      )}
      {entry !== null && !isThere && <bdi className="words-line block text-muted">{entry.name}</bdi>}
    </li>
  )
}

function sentenceOf({ kind, actor, user, count, detail }: ProjectActivity, t: MoreWords['projects']): string {
  const who = actor === null ? t.overview.somebody : personName(actor)
  const whom = user === null ? t.overview.somebody : personName(user)
  switch (kind) {
    case 'member-joined':
      return user === null || user.id === actor?.id ? t.did['member-joined'](who) : t.did['member-added'](who, whom)
    case 'member-removed':
    case 'role-changed':
      return t.did[kind](who, whom)
    case 'file-added':
    case 'version-added':
    case 'moved':
    case 'trashed':
    case 'restored':
    case 'purged':
    case 'commented':
      return t.did[kind](who, count)
    case 'renamed':
      return t.did.renamed(who, detail ?? '')
    case 'project-made':
    case 'project-changed':
    case 'member-left':
    case 'folder-made':
    case 'version-restored':
    case 'resolved':
      return t.did[kind](who)
  }
}
