import { ArrowLeftRight, MoveLeft, MoveRight } from 'lucide-react'
import { IconButton } from '../../design/icon-button.tsx'
import { Menu } from '../../design/menu.tsx'
import type { MenuEntry } from '../../design/menu-entries.tsx'
import { move } from '../../live/tray.ts'
import { useMoreWords } from '../../words/more-words.ts'

interface MoveMenuProps {
  draftKey: string
  chosenKey: string
  isFirst: boolean
  isLast: boolean
}

/** Puts one of several earlier or later. */
export function MoveMenu({ draftKey, chosenKey, isFirst, isLast }: MoveMenuProps) {
  const { tray: t } = useMoreWords().attachments
  const entries: MenuEntry[] = [
    {
      kind: 'action',
      label: t.earlier,
      icon: <MoveLeft className="rtl:-scale-x-100" />,
      shortcut: ['Alt', '←'],
      isDisabled: isFirst,
      onSelect: () => move(draftKey, chosenKey, -1),
    },
    {
      kind: 'action',
      label: t.later,
      icon: <MoveRight className="rtl:-scale-x-100" />,
      shortcut: ['Alt', '→'],
      isDisabled: isLast,
      onSelect: () => move(draftKey, chosenKey, 1),
    },
  ]
  return (
    <Menu
      trigger={
        <IconButton
          size="sm"
          label={t.order}
          icon={<ArrowLeftRight />}
          hasTooltip={false}
          className="rounded-full! bg-shade text-on-shade! hover:bg-ink!"
        />
      }
      entries={entries}
      side="top"
      align="start"
    />
  )
}
