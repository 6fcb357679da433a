import { MessageCircle } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { useReport } from '../../live/use-report.ts'
import { useWriteTo } from '../../live/use-write-to.ts'
import { useMoreWords } from '../../words/more-words.ts'

/** Opens the conversation with somebody. */
export function WriteButton({ userId }: { userId: string }) {
  const { people: t } = useMoreWords()
  const writeTo = useWriteTo()
  const report = useReport()
  const [isOpening, setIsOpening] = useState(false)

  async function open(): Promise<void> {
    setIsOpening(true)
    try {
      await writeTo(userId)
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
