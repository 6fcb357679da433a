import { Files } from 'lucide-react'
import { Button } from '../../design/button.tsx'
import { usePending } from '../../live/later.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import { useAnswer } from '../asking/asking.ts'
import type { Begun } from './begun.ts'
import { allLeft, draftKey } from './opening.ts'

/** How much else was begun; nothing where nothing was. */
export function DraftsButton({ current: { draftId }, onPress }: { current: Begun; onPress: () => void }) {
  const { posting: t } = usePostingWords()
  const left = useAnswer(draftId, allLeft)
  const pending = usePending()
  const others = (left.value ?? []).filter(
    ({ begun }) => begun.draftId !== draftId && !pending.has(draftKey(begun.draftId)),
  )
  if (others.length === 0) return null
  return (
    <Button size="sm" variant="ghost" icon={<Files aria-hidden="true" />} className="ms-auto -me-3" onClick={onPress}>
      {t.drafts(others.length)}
    </Button>
  )
}
