import type { UserCard } from '@kith/protocol/users.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { Lock } from 'lucide-react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { personName } from '../../live/naming.ts'
import type { ProfileListName } from '../../live/people-address.ts'
import { useReport } from '../../live/use-report.ts'
import { useWatch } from '../../live/watch.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded, usePages } from '../asking/asking.ts'
import { PersonRow } from './person-row.tsx'

interface ProfilePeopleProps {
  person: UserCard
  list: ProfileListName
  onClose: () => void
}

/** Somebody's friends, followers, or those whom they follow. */
export function ProfilePeople({ person, list, onClose }: ProfilePeopleProps) {
  const { shell } = useWords()
  const { people: t } = useMoreWords()
  const report = useReport()
  const name = personName(person)
  const { items, error, hasMore, isLoadingMore, again, more } = usePages(`${person.id} ${list}`, (cursor, signal) =>
    client.api.call(
      'GET /api/users/:username/people',
      { username: person.username, kind: list, limit: 50, ...(cursor === undefined ? {} : { cursor }) },
      signal === undefined ? {} : { signal },
    ),
  )
  useWatch(items?.map(({ id }) => id) ?? [])
  const isClosed = error instanceof ProblemError && error.code === 'forbidden'
  return (
    <Dialog isOpen onIsOpenChange={onClose} title={t.lists[list](name)} closeLabel={shell.close}>
      <div className="-mx-2 min-h-60">
        {items === undefined && error === null && <SkeletonList count={5} label={t.loading} />}
        {isClosed && (
          <p className="flex flex-col items-center gap-3 px-6 py-10 text-center text-muted">
            <Lock aria-hidden="true" className="size-6" />
            {t.listPrivate(name)}
          </p>
        )}
        {items === undefined && error !== null && !isClosed && <NotLoaded error={error} onAgain={again} words={t} />}
        {items?.length === 0 && <EmptyState illustration={<EmptyPicture name="people" />} title={t.listEmpty} />}
        <ul>
          {items?.map((each) => (
            <PersonRow key={each.id} person={each} />
          ))}
        </ul>
        {hasMore && (
          <Button
            variant="ghost"
            className="mx-auto mt-2"
            isLoading={isLoadingMore}
            onClick={() => void more().catch((failure: unknown) => report(t.notLoaded, failure))}
          >
            {t.more}
          </Button>
        )}
      </div>
    </Dialog>
  )
}
