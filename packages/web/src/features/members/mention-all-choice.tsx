import type { Conversation } from '@kith/protocol/conversations.ts'
import { useState } from 'react'
import { Select } from '../../design/select.tsx'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { mayChooseMentionAll } from './rights.ts'

const choices = ['usual', 'everyone', 'leaders', 'nobody'] as const

/** Who may mention everybody. Shown as wished at once, taken back when the server refuses. */
export function MentionAllChoice({ entry }: { entry: Conversation }) {
  const { members, mentioning } = useMoreWords()
  const t = mentioning.who
  const report = useReport()
  const [wished, setWished] = useState<Conversation['mentionAll'] | null>(null)
  if (!mayChooseMentionAll(entry)) return null

  async function choose(mentionAll: Conversation['mentionAll']): Promise<void> {
    setWished(mentionAll)
    const change = { conversationId: entry.id, mentionAll }
    await client.change(change).catch((error: unknown) => report(members.notChanged, error))
    setWished(null)
  }

  const usual = entry.kind === 'group' ? t.usualGroup : t.usualChannel
  return (
    <Select
      label={t.title}
      hint={t.hint}
      value={wished ?? entry.mentionAll}
      options={choices.map((value) => ({ value, label: value === 'usual' ? usual : t[value] }))}
      onValueChange={(value) => void choose(value)}
    />
  )
}
