import { useNavigate } from '@tanstack/react-router'
import { client } from './client.ts'

/** Goes to the conversation with somebody, begun here if there is none. @throws ProblemError, OfflineError */
export function useWriteTo(): (userId: string) => Promise<void> {
  const navigate = useNavigate()
  return async (userId) => {
    const { id: conversationId } = await client.directWith(userId)
    await navigate({ to: '/chats/$conversationId', params: { conversationId } })
  }
}
