import type { CallInput } from '@kith/protocol/registry.ts'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'

type NewOne = CallInput<'POST /api/conversations'>

/** Makes a conversation and goes there. When that fails, all that was typed stays. */
export function useCreate(onClose: () => void): { isCreating: boolean; create: (input: NewOne) => void } {
  const { newConversation: t } = useMoreWords()
  const navigate = useNavigate()
  const report = useReport()
  const [isCreating, setIsCreating] = useState(false)

  async function make(input: NewOne): Promise<void> {
    setIsCreating(true)
    try {
      const { id } = await client.create(input)
      onClose()
      await navigate({ to: '/chats/$conversationId', params: { conversationId: id } })
    } catch (error) {
      report(t.failed, error)
    } finally {
      setIsCreating(false)
    }
  }

  return { isCreating, create: (input) => void make(input) }
}
