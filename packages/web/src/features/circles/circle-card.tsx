import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { personName } from '../../live/naming.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded, useAnswer } from '../asking/asking.ts'

/** What a circle is and who is in it. */
export function CircleCard({ circleId, onClose }: { circleId: string; onClose: () => void }) {
  const { shell } = useWords()
  const { circles: t } = useMoreWords()
  const report = useReport()
  const asked = useAnswer(circleId, (signal) => client.api.call('GET /api/circles/:circleId', { circleId }, { signal }))
  const [isLeaving, setIsLeaving] = useState(false)
  const circle = asked.value

  async function leave(): Promise<void> {
    setIsLeaving(true)
    try {
      await client.api.call('DELETE /api/circles/:circleId/members/me', { circleId })
      showToast({ title: t.left(circle?.title ?? '') })
      onClose()
    } catch (error) {
      report(t.notLeft, error)
    } finally {
      setIsLeaving(false)
    }
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      size="sm"
      title={circle?.title ?? t.title}
      text={circle === undefined ? undefined : `@${circle.handle} · ${t.members(circle.memberCount)}`}
      closeLabel={shell.close}
      footer={
        circle?.isMember === true && (
          <Button variant="ghost" isLoading={isLeaving} onClick={() => void leave()}>
            {t.leave}
          </Button>
        )
      }
    >
      {circle === undefined && asked.error === null && <SkeletonList count={3} label={t.loading} />}
      {circle === undefined && asked.error !== null && (
        <NotLoaded error={asked.error} onAgain={asked.again} words={t} />
      )}
      {circle !== undefined && circle.description !== '' && (
        <p dir="auto" className="mb-3 text-pretty">
          {circle.description}
        </p>
      )}
      {circle?.members.length === 0 && <p className="text-muted">{t.nobody}</p>}
      <ul className="-mx-2">
        {circle?.members.map((person) => (
          <li key={person.id}>
            <Link
              to="/people/$username"
              params={{ username: person.username }}
              onClick={onClose}
              className="flex min-h-11 items-center gap-3 rounded-md px-2 py-1 transition-colors hover:bg-hover"
            >
              <Avatar id={person.id} name={person.displayName} src={person.avatarUrl} size="sm" />
              <bdi className="min-w-0 truncate font-medium">{personName(person)}</bdi>
              <bdi className="ms-auto shrink-0 text-sm text-muted">@{person.username}</bdi>
            </Link>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
