import type { AccessRequest } from '@kith/protocol/file-shares.ts'
import type { Project } from '@kith/protocol/projects.ts'
import { useState } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { Button } from '../../design/button.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { personName } from '../../live/naming.ts'
import { useReport } from '../../live/use-report.ts'
import { relativeTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useAnswer } from '../asking/asking.ts'

/** Who would like to be let in, for owners; nothing where nobody asks. */
export function AccessRequests({ project }: { project: Project }) {
  const { projects } = useMoreWords()
  const t = projects.peopleTab
  const { value, change } = useAnswer(project.id, (signal) =>
    client.api.call('GET /api/projects/:projectId/requests', { projectId: project.id }, { signal }),
  )
  if (value === undefined || value.items.length === 0) return null
  return (
    <section aria-label={t.requests}>
      <h2 className="mb-2 text-lg font-bold">{t.requests}</h2>
      <ul className="divide-y divide-line rounded-lg border border-line bg-raised px-3">
        {value.items.map((request) => (
          <Request
            key={request.user.id}
            request={request}
            projectId={project.id}
            onAnswered={() =>
              change(({ items }) => ({ items: items.filter(({ user }) => user.id !== request.user.id) }))
            }
          />
        ))}
      </ul>
    </section>
  )
}

type RequestProps = { request: AccessRequest; projectId: string; onAnswered: () => void }

function Request({ request: { user, note, entry, createdAt }, projectId, onAnswered }: RequestProps) {
  const { projects } = useMoreWords()
  const t = projects.peopleTab
  const report = useReport()
  const [busy, setBusy] = useState<'in' | 'out' | null>(null)
  const name = personName(user)

  async function answer(isLetIn: boolean): Promise<void> {
    setBusy(isLetIn ? 'in' : 'out')
    try {
      const role = isLetIn ? ('reader' as const) : null
      await client.api.call('PUT /api/projects/:projectId/requests/:userId', { projectId, userId: user.id, role })
      showToast({ tone: isLetIn ? 'positive' : 'plain', title: isLetIn ? t.wasLetIn(name) : t.wasDeclined })
      onAnswered()
    } catch (error) {
      report(t.notChanged, error)
      setBusy(null)
    }
  }

  return (
    <li className="flex flex-wrap items-center gap-3 py-3">
      <Avatar id={user.id} name={user.displayName} src={user.avatarUrl} size="md" />
      <div className="min-w-40 grow basis-0">
        <p className="font-medium">
          <bdi>{name}</bdi> <span className="font-normal text-muted">{relativeTime(createdAt)}</span>
        </p>
        {entry !== null && <bdi className="block truncate text-sm text-muted">{t.asksBy(entry.name)}</bdi>}
        {note !== '' && (
          <p dir="auto" className="text-pretty">
            {note}
          </p>
        )}
      </div>
      <div className="flex gap-2">
        <Button
          size="sm"
          className="pointer-coarse:h-11"
          aria-label={t.declineName(name)}
          isLoading={busy === 'out'}
          onClick={() => void answer(false)}
        >
          {t.decline}
        </Button>
        <Button
          size="sm"
          variant="primary"
          className="pointer-coarse:h-11"
          aria-label={t.letInName(name)}
          isLoading={busy === 'in'}
          onClick={() => void answer(true)}
        >
          {t.letIn}
        </Button>
      </div>
    </li>
  )
}
