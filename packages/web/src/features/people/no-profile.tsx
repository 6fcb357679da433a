import { ProblemError } from '@kith/sdk/problem-error.ts'
import { Link } from '@tanstack/react-router'
import { Button } from '../../design/button.tsx'
import { buttonClass } from '../../design/button-class.ts'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { personName } from '../../live/naming.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { useKith } from '../../live/use-kith.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { NotLoaded } from '../asking/asking.ts'
import { useRelating } from './use-relating.ts'

interface NoProfileProps {
  username: string
  error: unknown
  onAgain: () => void
}

/** Nobody by that name, or one does not see each other, or they could not be asked for. */
export function NoProfile({ username, error, onAgain }: NoProfileProps) {
  const { people: t } = useMoreWords()
  const blocked = useKith((state) => {
    for (const { user, isBlocked } of state.relations.values()) if (isBlocked && user.username === username) return user
    return null
  })
  if (!(error instanceof ProblemError && error.code === 'not-found')) {
    return <NotLoaded error={error} onAgain={onAgain} words={t} />
  }
  if (blocked !== null) return <Blocked person={blocked} />
  return (
    <EmptyState
      illustration={<EmptyPicture name="search" />}
      title={t.gone}
      text={t.goneText}
      action={
        <Link to="/people" className={buttonClass()}>
          {t.seeEveryone}
        </Link>
      }
    />
  )
}

function Blocked({ person }: { person: UserCard }) {
  const { people: t } = useMoreWords()
  const { unblock } = useRelating(person)
  return (
    <EmptyState
      illustration={<EmptyPicture name="people" />}
      title={t.youBlocked(personName(person))}
      text={t.youBlockedText}
      action={<Button onClick={() => void unblock()}>{t.unblock}</Button>}
    />
  )
}
