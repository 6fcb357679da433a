import type { UserProfile } from '@kith/protocol/users.ts'
import { Button } from '../../design/button.tsx'
import { personName } from '../../live/naming.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useRelating } from './use-relating.ts'
import { useStanding } from './use-standing.ts'

/** What somebody asks of one, and the two answers. */
export function AnswerPanel({ profile }: { profile: UserProfile }) {
  const { people: t } = useMoreWords()
  const { friendship, followedBy, note } = useStanding(profile.id, profile.relation)
  const { accept, decline, acceptFollower, removeFollower } = useRelating(profile)
  const name = personName(profile)
  return (
    <>
      {friendship === 'received' && (
        <Question text={`${name} ${t.wantsFriend}`} note={note} onAccept={() => void accept()} onDecline={decline} />
      )}
      {followedBy === 'requested' && (
        <Question
          text={`${name} ${t.wantsFollow}`}
          note=""
          onAccept={() => void acceptFollower()}
          onDecline={removeFollower}
        />
      )}
    </>
  )
}

interface QuestionProps {
  text: string
  note: string
  onAccept: () => void
  onDecline: () => void
}

function Question({ text, note, onAccept, onDecline }: QuestionProps) {
  const { people: t } = useMoreWords()
  return (
    <div className="motion-rise mt-5 flex w-full max-w-sm flex-col items-center gap-3 rounded-lg bg-accent-soft p-4 text-on-accent-soft">
      <p className="font-semibold text-balance">{text}</p>
      {note !== '' && (
        <p dir="auto" className="w-full rounded-md bg-raised px-3 py-2 break-words text-ink">
          {note}
        </p>
      )}
      <span className="flex flex-wrap justify-center gap-2">
        <Button variant="primary" onClick={onAccept}>
          {t.accept}
        </Button>
        <Button onClick={onDecline}>{t.decline}</Button>
      </span>
    </div>
  )
}
