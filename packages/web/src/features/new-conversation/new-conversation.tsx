import type { ConversationKind } from '@kith/protocol/conversations.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { useState } from 'react'
import { Dialog } from '../../design/dialog.tsx'
import { Sheet } from '../../design/sheet.tsx'
import { Tabs } from '../../design/tabs.tsx'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { NewChannel } from './new-channel.tsx'
import { NewDirect } from './new-direct.tsx'
import { NewGroup } from './new-group.tsx'
import { useIsNarrow } from '../../live/room.ts'

/** Starts a conversation with one person, with a few, or a channel. Who was picked stays when the kind changes. */
export function NewConversation({ kind: wanted, onClose }: { kind: ConversationKind; onClose: () => void }) {
  const { shell } = useWords()
  const { newConversation: t } = useMoreWords()
  const [kind, setKind] = useState(wanted)
  const [chosen, setChosen] = useState<readonly UserCard[]>([])
  const Frame = useIsNarrow() ? Sheet : Dialog

  function toggle(person: UserCard): void {
    setChosen((before) =>
      before.some(({ id }) => id === person.id) ? before.filter(({ id }) => id !== person.id) : [...before, person],
    )
  }

  const picking = { chosen, onToggle: toggle, onClose }
  return (
    <Frame isOpen onIsOpenChange={onClose} title={t.titles[kind]} closeLabel={shell.close}>
      <Tabs
        label={t.kind}
        value={kind}
        onValueChange={setKind}
        tabs={[
          { value: 'direct', label: t.direct, content: <NewDirect onClose={onClose} /> },
          { value: 'group', label: t.group, content: <NewGroup {...picking} /> },
          { value: 'channel', label: t.channel, content: <NewChannel {...picking} /> },
        ]}
      />
    </Frame>
  )
}
