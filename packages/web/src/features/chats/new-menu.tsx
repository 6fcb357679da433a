import { Hash, PenLine, UserRound, UsersRound } from 'lucide-react'
import { IconButton } from '../../design/icon-button.tsx'
import { Menu } from '../../design/menu.tsx'
import { showOverlay } from '../../live/overlay.ts'
import { useWords } from '../../words/words.ts'

/** What can be started from here. */
export function NewMenu() {
  const { chats: t } = useWords()
  return (
    <Menu
      trigger={<IconButton label={t.newConversation} icon={<PenLine />} />}
      entries={[
        { kind: 'action', label: t.newMessage, icon: <UserRound />, onSelect: () => showOverlay('new-direct') },
        { kind: 'action', label: t.newGroup, icon: <UsersRound />, onSelect: () => showOverlay('new-group') },
        { kind: 'action', label: t.newChannel, icon: <Hash />, onSelect: () => showOverlay('new-channel') },
      ]}
    />
  )
}
