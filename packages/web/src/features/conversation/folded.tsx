import { EyeOff } from 'lucide-react'
import { Button } from '../../design/button.tsx'
import { useConversationWords } from '../../words/conversation-words.ts'

/** In the place of what somebody wrote whom one has blocked. */
export function Folded({ onShow }: { onShow: () => void }) {
  const { conversation: t } = useConversationWords()
  return (
    <p className="flex flex-wrap items-center gap-x-2 py-0.5 text-sm text-muted">
      <EyeOff aria-hidden="true" className="size-4 shrink-0" />
      {t.blocked}
      <Button size="sm" variant="ghost" className="pointer-coarse:h-11" onClick={onShow}>
        {t.show}
      </Button>
    </p>
  )
}
