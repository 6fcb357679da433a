import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { client } from '../../live/client.ts'
import { listed } from '../../live/listing.ts'
import { showOverlay } from '../../live/overlay.ts'
import { isMod } from '../../live/platform.ts'

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
}

/** The keys that work on every page. */
export function useGlobalKeys(): void {
  const navigate = useNavigate()
  const { conversationId } = useParams({ strict: false })

  useEffect(() => {
    function goBy(step: 1 | -1): void {
      const list = listed(client.state)
      const at = list.findIndex(({ id }) => id === conversationId)
      const next = list[at === -1 ? 0 : at + step]
      if (next !== undefined) void navigate({ to: '/chats/$conversationId', params: { conversationId: next.id } })
    }

    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return
      if (isMod(event) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        showOverlay('switcher')
      } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
        event.preventDefault()
        goBy(event.key === 'ArrowUp' ? -1 : 1)
      } else if (event.key === '?' && !isWriting(event.target)) {
        event.preventDefault()
        showOverlay('keys')
      }
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [navigate, conversationId])
}
