import { limits } from '@kith/protocol/limits.ts'
import type { Post } from '@kith/protocol/posts.ts'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { Button } from '../../design/button.tsx'
import { PageDialog } from '../../design/page-dialog.tsx'
import { TextArea } from '../../design/text-area.tsx'
import { showToast } from '../../design/toast.ts'
import { posts } from '../../live/posts.ts'
import { useReport } from '../../live/use-report.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import { useWords } from '../../words/words.ts'
import { CaptionField } from './caption-field.tsx'
import { Choices } from './choices.tsx'

/** A post of one's own, said otherwise or shown to others; its pictures stay. */
export function PostEditor({ post, onClose }: { post: Post; onClose: () => void }) {
  const { shell } = useWords()
  const { posting: t } = usePostingWords()
  const report = useReport()
  const { id: postId, media, audience, commentsFrom, warning } = post
  const [caption, setCaption] = useState(post.caption)
  const [chosen, setChosen] = useState({ audience, commentsFrom, warning })
  const [alts, setAlts] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(media.map(({ id, alt }) => [id, alt])),
  )
  const [isSaving, setIsSaving] = useState(false)
  const isNothing = caption.trim() === '' && media.length === 0
  const isTooLong = Array.from(caption).length > limits.captionMax

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (isNothing || isTooLong) return
    setIsSaving(true)
    try {
      await posts.change({ postId, caption, alts, ...chosen, warning: chosen.warning.trim() })
      showToast({ tone: 'positive', title: t.saved })
      onClose()
    } catch (error) {
      report(t.notSaved, error)
      setIsSaving(false)
    }
  }

  return (
    <PageDialog
      onIsOpenChange={onClose}
      title={t.editTitle}
      closeLabel={shell.close}
      footer={
        <>
          <Button className="ms-auto" onClick={onClose}>
            {shell.cancel}
          </Button>
          <Button
            type="submit"
            form="edit-post"
            variant="primary"
            disabled={isNothing || isTooLong}
            isLoading={isSaving}
          >
            {t.save}
          </Button>
        </>
      }
    >
      <form id="edit-post" onSubmit={(event) => void save(event)} className="flex flex-col gap-5">
        <CaptionField value={caption} onValueChange={setCaption} />
        {media.length > 0 && (
          <ul aria-label={t.list} className="flex flex-col gap-3">
            {media.map(({ id, thumbnailUrl, posterUrl }, at) => (
              <li key={id} className="flex items-start gap-3">
                <img
                  src={thumbnailUrl ?? posterUrl ?? undefined}
                  alt=""
                  className="size-20 shrink-0 rounded-md bg-sunken object-cover"
                />
                <TextArea
                  label={t.altOf(at + 1)}
                  isLabelHidden
                  placeholder={t.altHint}
                  dir="auto"
                  rows={2}
                  maxLength={limits.altMax}
                  value={alts[id] ?? ''}
                  className="grow"
                  onChange={(event) => setAlts({ ...alts, [id]: event.currentTarget.value })}
                />
              </li>
            ))}
          </ul>
        )}
        <Choices value={chosen} onChange={(part) => setChosen({ ...chosen, ...part })} />
      </form>
    </PageDialog>
  )
}
