import { Clock } from 'lucide-react'
import { Button } from '../../design/button.tsx'
import { useTray, wantSend } from '../../live/tray.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { TrayItem } from './tray-item.tsx'

/** What goes along with the next message, above the field where it is written. */
export function TrayBar({ draftKey }: { draftKey: string }) {
  const { attachments } = useMoreWords()
  const { tray: t } = attachments
  const { items, isSendWanted } = useTray(draftKey)
  return (
    <section aria-label={t.list} className="border-b border-line">
      <p aria-live="polite" className="sr-only">
        {t.count(items.length)}
      </p>
      <ul className="flex gap-2 overflow-x-auto overscroll-x-contain p-2.5">
        {items.map((chosen, index) => (
          <TrayItem
            key={chosen.key}
            draftKey={draftKey}
            chosen={chosen}
            isFirst={index === 0}
            isLast={index === items.length - 1}
          />
        ))}
      </ul>
      {isSendWanted && (
        <output className="flex items-center gap-2 px-3.5 pb-2 text-sm text-muted">
          <Clock aria-hidden="true" className="size-4 shrink-0" />
          <span className="grow">{t.sendsWhenReady}</span>
          <Button size="sm" variant="ghost" onClick={() => wantSend(draftKey, false)}>
            {t.wait}
          </Button>
        </output>
      )}
    </section>
  )
}
