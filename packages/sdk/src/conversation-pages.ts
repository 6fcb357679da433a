import type { Conversation } from '@kith/protocol/conversations.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { Api } from './api.ts'

/** All of one's conversations, page by page, newest activity first. */
export async function* conversationPages(api: Api): AsyncGenerator<readonly Conversation[]> {
  let cursor: string | undefined
  do {
    const page = await api.call('GET /api/conversations', {
      limit: limits.pageMax,
      ...(cursor === undefined ? {} : { cursor }),
    })
    yield page.items
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}
