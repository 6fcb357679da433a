import { useNavigate } from '@tanstack/react-router'
import { CheckCheck, Ellipsis, Hash, ListFilter } from 'lucide-react'
import { IconButton } from '../../design/icon-button.tsx'
import { Menu } from '../../design/menu.tsx'
import { preferences, usePreferences } from '../../live/preferences.ts'
import { useKith } from '../../live/use-kith.ts'
import { useWords } from '../../words/words.ts'
import type { Ordering } from './use-ordering.ts'

/** What concerns the list as a whole. */
export function ListMenu({ ordering }: { ordering: Ordering }) {
  const { chats: t, shell } = useWords()
  const navigate = useNavigate()
  const { isUnreadOnly } = usePreferences()
  const isAnyUnread = useKith(({ conversations }) => [...conversations.values()].some(({ unread }) => unread > 0))
  return (
    <Menu
      trigger={<IconButton label={t.listMenu} icon={<Ellipsis />} />}
      entries={[
        {
          kind: 'toggle',
          label: t.unreadOnly,
          icon: <ListFilter />,
          isOn: isUnreadOnly,
          onIsOnChange: (isOn) => preferences.set({ isUnreadOnly: isOn }),
        },
        {
          kind: 'action',
          label: t.markAllRead,
          icon: <CheckCheck />,
          isDisabled: !isAnyUnread,
          onSelect: ordering.readAll,
        },
        { kind: 'line' },
        { kind: 'action', label: shell.channels, icon: <Hash />, onSelect: () => void navigate({ to: '/channels' }) },
      ]}
    />
  )
}
