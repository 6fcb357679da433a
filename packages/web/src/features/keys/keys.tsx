import { Dialog } from '../../design/dialog.tsx'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { KeysList } from './keys-list.tsx'

export { KeysList } from './keys-list.tsx'

/** Everything that keys do. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { shell } = useWords()
  const { keys: t } = useMoreWords()
  return (
    <Dialog isOpen onIsOpenChange={onClose} title={t.title} text={t.text} closeLabel={shell.close} size="lg">
      {/* Nothing in it takes the focus, and it may be longer than the screen: the arrow keys scroll it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section aria-label={t.title} tabIndex={0} className="rounded-sm">
        <KeysList heading="h3" />
      </section>
    </Dialog>
  )
}
