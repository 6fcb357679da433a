import { Fragment, useId } from 'react'
import { Kbd } from '../../design/kbd.tsx'
import { modKey } from '../../live/platform.ts'
import { usePreferences } from '../../live/preferences.ts'
import { useMoreWords } from '../../words/more-words.ts'

const altKey = modKey === '⌘' ? '⌥' : 'Alt'

type Row = { label: string; keys: readonly (readonly string[])[] }

/** The shortcuts, by where they work. */
export function KeysList({ heading }: { heading: 'h2' | 'h3' }) {
  const { keys: t } = useMoreWords()
  const { sendKey } = usePreferences()
  const isEnter = sendKey === 'enter'
  return (
    <div className="grid gap-x-10 gap-y-6 md:grid-cols-2">
      <KeysGroup
        heading={heading}
        title={t.anywhere}
        rows={[
          { label: t.switcher, keys: [[modKey, 'K']] },
          { label: t.search, keys: [[modKey, 'Shift', 'F']] },
          { label: t.previous, keys: [[altKey, '↑']] },
          { label: t.next, keys: [[altKey, '↓']] },
          { label: t.previousUnread, keys: [[altKey, 'Shift', '↑']] },
          { label: t.nextUnread, keys: [[altKey, 'Shift', '↓']] },
          { label: t.closeOverlay, keys: [['Esc']] },
          { label: t.help, keys: [['?']] },
        ]}
      />
      <KeysGroup
        heading={heading}
        title={t.inComposer}
        rows={[
          { label: t.send, keys: [isEnter ? ['Enter'] : [modKey, 'Enter']] },
          { label: t.newLine, keys: [isEnter ? ['Shift', 'Enter'] : ['Enter']] },
          { label: t.editLast, keys: [['↑']] },
          { label: t.bold, keys: [[modKey, 'B']] },
          { label: t.italic, keys: [[modKey, 'I']] },
          { label: t.closeThread, keys: [['Esc']] },
        ]}
      />
      <KeysGroup
        heading={heading}
        title={t.onMessage}
        rows={[
          { label: t.reply, keys: [['R']] },
          { label: t.thread, keys: [['T']] },
          { label: t.edit, keys: [['E']] },
          { label: t.copy, keys: [['C']] },
          { label: t.react, keys: [['+']] },
          { label: t.forward, keys: [['F']] },
          { label: t.saveIt, keys: [['S']] },
          { label: t.pin, keys: [['P']] },
          { label: t.unread, keys: [['U']] },
          { label: t.delete, keys: [['Del']] },
          { label: t.menu, keys: [['Enter']] },
        ]}
      />
      <KeysGroup
        heading={heading}
        title={t.inList}
        rows={[
          { label: t.up, keys: [['↑']] },
          { label: t.down, keys: [['↓']] },
          { label: t.first, keys: [['Home']] },
          { label: t.last, keys: [['End']] },
          { label: t.openRow, keys: [['Enter']] },
          { label: t.favour, keys: [['F']] },
          { label: t.archive, keys: [['E']] },
          { label: t.markRead, keys: [['U']] },
        ]}
      />
    </div>
  )
}

function KeysGroup({ heading: Heading, title, rows }: { heading: 'h2' | 'h3'; title: string; rows: readonly Row[] }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <Heading id={id} className="mb-1 text-sm font-semibold text-muted">
        {title}
      </Heading>
      <dl className="grid grid-cols-[1fr_auto] items-center">
        {rows.map(({ label, keys }) => (
          <Fragment key={label}>
            <dt className="border-b border-line py-2">{label}</dt>
            <dd className="flex h-full items-center justify-end gap-1.5 border-b border-line ps-4">
              {keys.map((pressed) => (
                <Kbd key={pressed.join(' ')} keys={pressed} />
              ))}
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  )
}
