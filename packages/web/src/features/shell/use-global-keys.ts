import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { client } from '../../live/client.ts'
import { isCalling, listed } from '../../live/listing.ts'
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
    function goBy(step: 1 | -1, isUnreadOnly: boolean): void {
      const list = listed(client.state)
      const at = list.findIndex(({ id }) => id === conversationId)
      const after = step === 1 ? list.slice(at + 1) : list.slice(0, Math.max(0, at)).toReversed()
      // What is unread may stand on the other side; one goes round until there is nothing more.
      const next = isUnreadOnly
        ? (after.find(isCalling) ?? list.find((entry) => isCalling(entry) && entry.id !== conversationId))
        : after[0]
      if (next !== undefined) void navigate({ to: '/chats/$conversationId', params: { conversationId: next.id } })
    }

    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return
      if (isMod(event) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        showOverlay('switcher')
      } else if (isMod(event) && event.shiftKey && event.key.toLowerCase() === 'f') {
        event.preventDefault()
        void navigate({ to: '/search', search: conversationId === undefined ? {} : { in: conversationId } })
      } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
        event.preventDefault()
        goBy(event.key === 'ArrowUp' ? -1 : 1, event.shiftKey)
      } else if (event.key === '?' && !isWriting(event.target)) {
        event.preventDefault()
        showOverlay('keys')
      }
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [navigate, conversationId])
}
