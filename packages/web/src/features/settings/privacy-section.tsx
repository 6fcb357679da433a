import type { Audience, Privacy } from '@kith/protocol/users.ts'
import { useId } from 'react'
import { Select } from '../../design/select.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { Switch } from '../../design/switch.tsx'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { ShutOut } from './shut-out.tsx'

const audiences = ['everyone', 'friends', 'nobody'] as const satisfies readonly Audience[]
const questions = ['mayMessage', 'mayAdd', 'maySeePresence', 'maySeeReads', 'mayFindByEmail'] as const

/** Who may do or see what of oneself; each answer is taken over at once. */
export function PrivacySection() {
  const { privacy: t, settings } = useMoreWords()
  const report = useReport()
  const privacy = useKith((state) => state.me?.privacy)
  if (privacy === undefined) return <SkeletonList count={5} label={settings.loading} />

  const change = (part: Partial<Privacy>): void => {
    client.people.setPrivacy(part).catch((error: unknown) => report(t.notSaved, error))
  }

  return (
    <div className="flex flex-col gap-6">
      <p className="text-muted">{t.text}</p>
      <div className="divide-y divide-line border-y border-line">
        <Switch
          label={t.isPrivate}
          hint={t.isPrivateHint}
          isOn={privacy.isPrivate}
          onIsOnChange={(isPrivate) => change({ isPrivate })}
          className="py-3.5"
        />
        {questions.map((question) => (
          <Question
            key={question}
            words={t.questions[question]}
            value={privacy[question]}
            onValueChange={(value) => change({ [question]: value })}
          />
        ))}
      </div>
      <ShutOut kind="isBlocked" />
      <ShutOut kind="isMuted" />
    </div>
  )
}

interface QuestionProps {
  words: { label: string; hint: string }
  value: Audience
  onValueChange: (value: Audience) => void
}

function Question({ words: { label, hint }, value, onValueChange }: QuestionProps) {
  const id = useId()
  const { privacy: t } = useMoreWords()
  return (
    <div className="flex items-center justify-between gap-4 py-3.5">
      <span className="flex min-w-0 flex-col">
        <span className="font-medium">{label}</span>
        <span id={id} className="text-sm text-muted">
          {hint}
        </span>
      </span>
      <Select
        label={label}
        isLabelHidden
        aria-describedby={id}
        className="w-36 shrink-0"
        value={value}
        options={audiences.map((each) => ({ value: each, label: t.audiences[each] }))}
        onValueChange={onValueChange}
      />
    </div>
  )
}
