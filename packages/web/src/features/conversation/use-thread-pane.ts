import type { Message } from '@kith/protocol/messages.ts'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import type { RefObject } from 'react'

interface ThreadPaneInput {
  conversationId: string
  threadId: string | null
  /** The conversation, which on narrow screens the thread stands in front of. */
  pane: RefObject<HTMLElement | null>
  jump: RefObject<((seq: number) => void) | null>
  /** The message that the address names, where the conversation does not show it, since it is in a thread. */
  hidden: Message | undefined
}

interface ThreadPaneWays {
  /** Shows the thread that a message begins, or, at that place, the one that it is in. */
  openThread: (message: Message) => void
  showThread: (threadId: string) => void
  closeThread: () => void
  /** Shows a message where it is: in its thread, or in the conversation. */
  goTo: (message: Pick<Message, 'seq' | 'threadId'>) => void
}

/** The ways into the pane of a thread and out of it: the address says which is open. */
export function useThreadPane({ conversationId, threadId, pane, jump, hidden }: ThreadPaneInput): ThreadPaneWays {
  const navigate = useNavigate()
  const go = useCallback(
    (search: { thread?: string; at?: number }, replace = false) =>
      navigate({ to: '/chats/$conversationId', params: { conversationId }, search, replace }),
    [navigate, conversationId],
  )

  const openThread = useCallback<ThreadPaneWays['openThread']>(
    ({ id, threadId: inThread, seq }) => void go(inThread === null ? { thread: id } : { thread: inThread, at: seq }),
    [go],
  )
  const showThread = useCallback((thread: string) => void go({ thread }), [go])

  const closeThread = useCallback(() => {
    void go({}, true).then(() => {
      // Back to where one came from.
      const line = pane.current?.querySelector<HTMLElement>(`[data-thread="${threadId}"]`)
      const field = pane.current?.querySelector<HTMLElement>('textarea')
      if (matchMedia('(pointer: fine)').matches) (line ?? field)?.focus({ preventScroll: true })
    })
  }, [go, pane, threadId])

  const goTo = useCallback<ThreadPaneWays['goTo']>(
    (message) => {
      if (message.threadId !== null) void go({ thread: message.threadId, at: message.seq })
      else if (pane.current?.checkVisibility() === true) jump.current?.(message.seq)
      else void go({ at: message.seq })
    },
    [go, pane, jump],
  )

  // An address from elsewhere names a message by its place alone.
  const hiddenIn = hidden?.threadId ?? null
  const hiddenAt = hidden?.seq
  useEffect(() => {
    if (hiddenIn !== null && hiddenAt !== undefined) void go({ thread: hiddenIn, at: hiddenAt }, true)
  }, [go, hiddenIn, hiddenAt])

  return { openThread, showThread, closeThread, goTo }
}
