import type { Conversation } from '@kith/protocol/conversations.ts'
import { useNavigate } from '@tanstack/react-router'
import { LogOut, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { client } from '../../live/client.ts'
import { nameOf } from '../../live/naming.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { mayDelete, mayLeave } from './rights.ts'

/** Leaving, and deleting for everyone: both are asked about first, since neither can be taken back by oneself. */
export function GoingButtons({ entry, myId }: { entry: Conversation; myId: string }) {
  const { shell } = useWords()
  const { members: t } = useMoreWords()
  const navigate = useNavigate()
  const report = useReport()
  const [asked, setAsked] = useState<'leave' | 'delete'>('leave')
  const [isAsking, setIsAsking] = useState(false)
  const [isGoing, setIsGoing] = useState(false)
  const name = nameOf(entry, myId)
  const isChannel = entry.kind === 'channel'
  const isLeave = asked === 'leave'
  const leaveText = isChannel && entry.isPublic ? t.leaveChannelText : t.leaveText

  function ask(what: 'leave' | 'delete'): void {
    setAsked(what)
    setIsAsking(true)
  }

  async function go(): Promise<void> {
    setIsGoing(true)
    try {
      await (isLeave ? client.leave(entry.id) : client.deleteConversation(entry.id))
      await navigate({ to: '/chats' })
    } catch (error) {
      report(t.notChanged, error)
      setIsGoing(false)
    }
  }

  if (!mayLeave(entry)) return null
  return (
    <div className="flex flex-col gap-1 border-t border-line pt-4">
      <Button
        variant="ghost"
        className="justify-start!"
        icon={<LogOut aria-hidden="true" />}
        onClick={() => ask('leave')}
      >
        {t.leave}
      </Button>
      {mayDelete(entry) && (
        <Button
          variant="ghost"
          className="justify-start! text-danger-text"
          icon={<Trash2 aria-hidden="true" />}
          onClick={() => ask('delete')}
        >
          {isChannel ? t.deleteChannel : t.deleteGroup}
        </Button>
      )}
      <Dialog
        isOpen={isAsking}
        onIsOpenChange={setIsAsking}
        size="sm"
        title={isLeave ? t.leaveTitle(name) : t.deleteTitle(name)}
        text={isLeave ? leaveText : t.deleteText}
        closeLabel={shell.close}
        footer={
          <>
            <Button onClick={() => setIsAsking(false)}>{t.cancel}</Button>
            <Button variant="danger" isLoading={isGoing} onClick={() => void go()}>
              {isLeave ? t.leave : t.deleteConfirm}
            </Button>
          </>
        }
      />
    </div>
  )
}
