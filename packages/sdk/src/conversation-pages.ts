import { limits } from '@kith/protocol/limits.ts'
import type { CallReply } from '@kith/protocol/registry.ts'
import type { Api } from './api.ts'

/** All of one's conversations, page by page, newest activity first. */
export async function* conversationPages(api: Api): AsyncGenerator<CallReply<'GET /api/conversations'>> {
  let cursor: string | undefined
  do {
    const page = await api.call('GET /api/conversations', {
      limit: limits.pageMax,
      ...(cursor === undefined ? {} : { cursor }),
    })
    yield page
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}
