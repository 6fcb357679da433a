import { limits } from '@kith/protocol/limits.ts'
import { X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { TextField } from '../../design/text-field.tsx'
import { showToast } from '../../design/toast.ts'
import { posts, usePosts } from '../../live/posts.ts'
import { useReport } from '../../live/use-report.ts'
import { folded } from '../../words/folded.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { NotLoaded, useAnswer } from '../asking/asking.ts'

const none: readonly string[] = []

/** Words of which one wants to read nothing in posts and comments. */
export function HiddenWordsSection() {
  const { hiddenWords: t } = useMoreWords()
  const report = useReport()
  const known = usePosts((state) => state.hiddenWords)
  const { error, again } = useAnswer('hidden-words', () => posts.loadHiddenWords())
  const [text, setText] = useState('')
  const [isSaving, setIsSaving] = useState(false)
  const words = known ?? none
  const word = text.trim()
  const isThere = words.some((each) => folded(each) === folded(word))
  const isFull = words.length >= limits.hiddenWordsMax

  async function keep(next: readonly string[]): Promise<boolean> {
    setIsSaving(true)
    try {
      await posts.hideWords(next)
      return true
    } catch (failure) {
      report(t.notSaved, failure)
      return false
    } finally {
      setIsSaving(false)
    }
  }

  async function add(): Promise<void> {
    if (word === '' || isThere || isFull) return
    if (await keep([...words, word])) setText('')
  }

  async function remove(gone: string): Promise<void> {
    const before = words
    if (!(await keep(words.filter((each) => each !== gone)))) return
    const action = { label: t.undo, onSelect: () => void keep(before) }
    showToast({ id: 'hidden-words', title: t.removed(gone), action })
  }

  if (known === null) {
    return error === null ? (
      <SkeletonList count={3} label={t.loading} />
    ) : (
      <NotLoaded error={error} onAgain={again} words={t} />
    )
  }
  return (
    <div className="flex flex-col gap-5">
      <p className="text-pretty text-muted">{t.text}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
        className="flex items-start gap-2"
      >
        <TextField
          label={t.add}
          className="grow"
          dir="auto"
          autoComplete="off"
          maxLength={limits.hiddenWordMax}
          hint={isFull ? t.full : t.hint}
          error={isThere && word !== '' ? t.isThere : undefined}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="primary"
          className="mt-6.5"
          disabled={word === '' || isThere || isFull}
          isLoading={isSaving}
        >
          {t.hide}
        </Button>
      </form>
      {words.length === 0 ? (
        <EmptyState title={t.none} text={t.noneText} />
      ) : (
        <ul aria-label={t.title} className="flex flex-wrap gap-2">
          {words.map((each) => (
            <li key={each} className="flex min-h-9 max-w-full items-center gap-1 rounded-full bg-pressed ps-3.5 pe-1">
              <bdi className="truncate">{each}</bdi>
              <IconButton
                size="sm"
                label={t.remove(each)}
                icon={<X />}
                hasTooltip={false}
                className="rounded-full!"
                onClick={() => void remove(each)}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
