import type { Message } from '@kith/protocol/messages.ts'
import { Ellipsis, MessagesSquare, Pencil, Reply, SmilePlus } from 'lucide-react'
import { IconButton } from '../../design/icon-button.tsx'
import { Menu } from '../../design/menu.tsx'
import { useConversationWords } from '../../words/conversation-words.ts'
import type { Actions } from './use-actions.tsx'

interface ToolbarProps {
  message: Message
  actions: Actions
  onIsOpenChange: (isOpen: boolean) => void
}

/** What stands beside a message while the pointer is on it. */
export function Toolbar({ message, actions, onIsOpenChange }: ToolbarProps) {
  const { actions: t } = useConversationWords().conversation
  const isThere = message.deletedAt === null
  return (
    <div className="motion-fade flex rounded-md bg-raised p-0.5 shadow-float">
      {isThere && (
        <IconButton
          size="sm"
          label={t.react}
          shortcut={['+']}
          icon={<SmilePlus />}
          onClick={() => actions.openDialog('emoji', message)}
        />
      )}
      {isThere && (
        <IconButton
          size="sm"
          label={t.reply}
          shortcut={['R']}
          icon={<Reply />}
          onClick={() => actions.reply(message)}
        />
      )}
      {isThere && actions.hasThreads && (
        <IconButton
          size="sm"
          label={message.threadId === null ? t.thread : t.openThread}
          shortcut={['T']}
          icon={<MessagesSquare />}
          onClick={() => actions.openThread(message)}
        />
      )}
      {actions.mayEdit(message) && (
        <IconButton size="sm" label={t.edit} shortcut={['E']} icon={<Pencil />} onClick={() => actions.edit(message)} />
      )}
      <Menu
        trigger={<IconButton size="sm" label={t.more} icon={<Ellipsis />} hasTooltip={false} />}
        entries={actions.menuFor(message)}
        onIsOpenChange={onIsOpenChange}
      />
    </div>
  )
}
