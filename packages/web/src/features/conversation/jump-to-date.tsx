import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { Button } from '../../design/button.tsx'
import { TextField } from '../../design/text-field.tsx'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useConversationWords } from '../../words/conversation-words.ts'

interface JumpToDateProps {
  conversationId: string
  onJump: (seq: number) => void
  onClose: () => void
}

/** Where to go in a conversation by the calendar. */
export function JumpToDate({ conversationId, onJump, onClose }: JumpToDateProps) {
  const { conversation } = useConversationWords()
  const t = conversation.dates
  const report = useReport()
  const [day, setDay] = useState('')
  const [today] = useState(() => dayOf(new Date()))

  async function go(time: Date | null): Promise<void> {
    try {
      const input = time === null ? {} : { time: time.toISOString() }
      const endpoint = 'GET /api/conversations/:conversationId/messages/at'
      const { seq } = await client.api.call(endpoint, { conversationId, ...input })
      onClose()
      if (seq !== null) onJump(seq)
    } catch (error) {
      report(t.notFound, error)
    }
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    const time = startOf(day)
    if (time !== null) void go(time)
  }

  return (
    <div className="flex w-64 flex-col gap-3">
      <form noValidate onSubmit={submit} className="flex flex-col gap-3">
        <TextField
          label={t.day}
          type="date"
          value={day}
          max={today}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Button type="submit" variant="primary" aria-disabled={startOf(day) === null}>
          {t.go}
        </Button>
      </form>
      <div className="flex flex-col items-stretch gap-1">
        <Button variant="ghost" className="justify-start" onClick={() => void go(daysAgo(7))}>
          {t.weekAgo}
        </Button>
        <Button variant="ghost" className="justify-start" onClick={() => void go(daysAgo(30))}>
          {t.monthAgo}
        </Button>
        <Button variant="ghost" className="justify-start" onClick={() => void go(null)}>
          {t.beginning}
        </Button>
      </div>
    </div>
  )
}

/** The midnight here with which a day of the calendar begins; null for what is none. */
function startOf(day: string): Date | null {
  const date = new Date(`${day}T00:00`)
  return Number.isNaN(date.getTime()) ? null : date
}

function daysAgo(days: number): Date {
  const date = new Date()
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - days)
}

function dayOf(date: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
