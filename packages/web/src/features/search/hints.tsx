import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { useMoreWords } from '../../words/more-words.ts'

/** What can be asked, before anything is. A press on an example writes it into the field. */
export function Hints({ onPick }: { onPick: (example: string) => void }) {
  const { search: t } = useMoreWords()
  return (
    <>
      <EmptyState illustration={<EmptyPicture name="search" />} title={t.hintTitle} text={t.hintText} />
      <section aria-label={t.narrow} className="mx-auto w-full max-w-md pb-6">
        <h2 className="mb-1 text-sm font-semibold text-muted">{t.narrow}</h2>
        <ul className="divide-y divide-line">
          {t.hints.map(({ example, text }) => (
            <li key={example}>
              <button
                type="button"
                className="flex min-h-11 w-full items-baseline gap-3 rounded-sm px-2 py-2 text-start hover:bg-hover"
                onClick={() => onPick(example === '"…"' ? '"' : example)}
              >
                <code dir="ltr" className="w-24 shrink-0 font-mono text-sm text-accent-text">
                  {example}
                </code>
                <span className="text-muted">{text}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
