import type { Conversation } from '@kith/protocol/conversations.ts'
import { useState } from 'react'
import { Switch } from '../../design/switch.tsx'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { mayChangeVisibility } from './rights.ts'

type Change = Partial<Pick<Conversation, 'isPublic' | 'isHistoryShared'>>

/** Who may find it, and what newcomers see. Shown as wished at once, taken back when the server refuses. */
export function VisibilitySwitches({ entry }: { entry: Conversation }) {
  const { members: t } = useMoreWords()
  const report = useReport()
  const [wished, setWished] = useState<Change>({})
  if (!mayChangeVisibility(entry)) return null

  async function change(input: Change): Promise<void> {
    setWished(input)
    await client.change({ conversationId: entry.id, ...input }).catch((error: unknown) => report(t.notChanged, error))
    setWished({})
  }

  const { isPublic, isHistoryShared } = { ...entry, ...wished }
  return (
    <div className="flex flex-col gap-2 border-y border-line py-3">
      {entry.kind === 'channel' && (
        <Switch
          label={t.visibility}
          hint={t.visibilityHint}
          isOn={isPublic}
          onIsOnChange={(isOn) => void change({ isPublic: isOn })}
        />
      )}
      <Switch
        label={t.history}
        isOn={isHistoryShared}
        onIsOnChange={(isOn) => void change({ isHistoryShared: isOn })}
      />
    </div>
  )
}
