import { limits } from '@kith/protocol/limits.ts'
import type { CommentsFrom, PostAudience } from '@kith/protocol/posts.ts'
import { Select } from '../../design/select.tsx'
import { TextField } from '../../design/text-field.tsx'
import { useKith } from '../../live/use-kith.ts'
import { usePostingWords } from '../../words/posting-words.ts'

const audiences = ['everyone', 'followers', 'friends'] as const satisfies readonly PostAudience[]
const froms = ['everyone', 'followers', 'friends', 'nobody'] as const satisfies readonly CommentsFrom[]

export interface Chosen {
  audience: PostAudience
  commentsFrom: CommentsFrom
  warning: string
}

interface ChoicesProps {
  value: Chosen
  onChange: (part: Partial<Chosen>) => void
}

/** Who sees a post, who may comment on it, and what it warns of. */
export function Choices({ value: { audience, commentsFrom, warning }, onChange }: ChoicesProps) {
  const { posting: t } = usePostingWords()
  const isPrivate = useKith((state) => state.me?.privacy.isPrivate === true)
  // Only what leaves somebody out of those who see it is a choice of its own.
  const possible = froms.filter((from) => levelOf(from) > audiences.indexOf(audience))
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Select
        label={t.audience}
        hint={isPrivate && audience === 'everyone' ? t.privateHint : t.audienceHints[audience]}
        value={audience}
        options={audiences.map((each) => ({ value: each, label: t.audiences[each] }))}
        onValueChange={(next) => onChange({ audience: next })}
      />
      <Select
        label={t.commentsFrom}
        value={possible.includes(commentsFrom) ? commentsFrom : 'everyone'}
        options={possible.map((each) => ({ value: each, label: t.commentsFroms[each] }))}
        onValueChange={(next) => onChange({ commentsFrom: next })}
      />
      <TextField
        className="md:col-span-2"
        label={t.warning}
        hint={t.warningHint}
        placeholder={t.warningExample}
        dir="auto"
        autoComplete="off"
        maxLength={limits.warningMax}
        value={warning}
        onChange={(event) => onChange({ warning: event.currentTarget.value })}
      />
    </div>
  )
}

/** All of those who see it, and nobody, can always be chosen. */
function levelOf(from: CommentsFrom): number {
  return from === 'everyone' || from === 'nobody' ? audiences.length : audiences.indexOf(from)
}
