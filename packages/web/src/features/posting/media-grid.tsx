import { limits } from '@kith/protocol/limits.ts'
import { Camera, ImagePlus, Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '../../design/button.tsx'
import { usePostingWords } from '../../words/posting-words.ts'
import type { Slide } from './slide.ts'
import { SlideTile } from './slide-tile.tsx'
import { addFiles, moveSlide } from './slides.ts'

const accepted = 'image/*,video/*'

interface MediaGridProps {
  slides: readonly Slide[]
  onOpen: (key: string) => void
}

/** The pictures and videos of the post in their order, and the ways to bring more. */
export function MediaGrid({ slides, onOpen }: MediaGridProps) {
  const { posting: t } = usePostingWords()
  const input = useRef<HTMLInputElement>(null)
  const [said, setSaid] = useState('')

  function pick(isCamera: boolean): void {
    const field = input.current
    if (field === null) return
    field.accept = isCamera ? 'image/*' : accepted
    if (isCamera) field.setAttribute('capture', 'environment')
    else field.removeAttribute('capture')
    field.click()
  }

  function move(key: string, to: number): void {
    const place = Math.max(0, Math.min(slides.length - 1, to))
    moveSlide(key, place)
    setSaid(t.moved(place + 1, slides.length))
  }

  const hasRoom = slides.length < limits.postMediaMax
  return (
    <div>
      <output className="sr-only">{said}</output>
      {slides.length === 0 ? (
        <div className="flex flex-col items-center gap-3 rounded-lg border-2 border-dashed border-line-strong px-4 py-8 text-center">
          <ImagePlus aria-hidden="true" className="size-8 text-accent-text" />
          <p className="text-sm text-muted pointer-coarse:hidden">{t.dropHint}</p>
          <div className="flex flex-wrap justify-center gap-2">
            <Button onClick={() => pick(false)}>{t.add}</Button>
            <Button icon={<Camera aria-hidden="true" />} className="pointer-fine:hidden" onClick={() => pick(true)}>
              {t.camera}
            </Button>
          </div>
        </div>
      ) : (
        <>
          <ul aria-label={t.list} className="grid grid-cols-3 gap-2 sm:grid-cols-4 md:grid-cols-5">
            {slides.map((slide, at) => (
              <SlideTile key={slide.key} slide={slide} at={at} count={slides.length} onOpen={onOpen} onMove={move} />
            ))}
            {hasRoom && (
              <li>
                <button
                  type="button"
                  aria-label={t.addMore}
                  onClick={() => pick(false)}
                  className="flex aspect-square w-full items-center justify-center rounded-md border-2 border-dashed border-line-strong text-muted transition-colors hover:border-accent hover:text-accent-text"
                >
                  <Plus aria-hidden="true" className="size-6" />
                </button>
              </li>
            )}
          </ul>
          <p className="mt-1.5 text-end text-xs text-muted">{t.count(slides.length, limits.postMediaMax)}</p>
        </>
      )}
      <input
        ref={input}
        type="file"
        multiple
        accept={accepted}
        tabIndex={-1}
        aria-label={t.add}
        className="hidden"
        onChange={(event) => {
          void addFiles([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}
