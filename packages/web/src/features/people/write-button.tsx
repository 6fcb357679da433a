import { useNavigate } from '@tanstack/react-router'
import { MessageCircle } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'

/** Opens the conversation with somebody. */
export function WriteButton({ userId }: { userId: string }) {
  const { people: t } = useMoreWords()
  const navigate = useNavigate()
  const report = useReport()
  const [isOpening, setIsOpening] = useState(false)

  async function open(): Promise<void> {
    setIsOpening(true)
    try {
      const { id } = await client.directWith(userId)
      await navigate({ to: '/chats/$conversationId', params: { conversationId: id } })
    } catch (error) {
      report(t.notOpened, error)
    } finally {
      setIsOpening(false)
    }
  }

  return (
    <Button
      variant="primary"
      icon={<MessageCircle aria-hidden="true" />}
      isLoading={isOpening}
      onClick={() => void open()}
    >
      {t.message}
    </Button>
  )
}
