import type { ThreadItem } from '@kith/protocol/threads.ts'
import { useEffect, useEffectEvent, useRef } from 'react'
import { client } from '../../live/client.ts'
import { followedKey } from '../../live/threads.ts'
import { useKith } from '../../live/use-kith.ts'
import { usePages } from '../asking/asking.ts'
import type { Pages } from '../asking/asking.ts'

/** Threads that one follows, page by page. Where one of them changes it moves, and what was loaded stays. */
export function useThreads(filter: 'all' | 'unread'): Pages<ThreadItem> {
  const followed = useKith(followedKey)
  const shown = useRef(followed)
  const pages = usePages<ThreadItem>(filter, (cursor, signal) =>
    client.api.call(
      'GET /api/threads',
      { filter, ...(cursor === undefined ? {} : { cursor }) },
      signal === undefined ? {} : { signal },
    ),
  )
  const renew = useEffectEvent(() => {
    if (pages.items === undefined) pages.again()
    // Not reached: the next change asks again.
    else pages.renew(({ root }) => root.id).catch(() => undefined)
  })
  useEffect(() => {
    if (shown.current === followed) return
    shown.current = followed
    renew()
  }, [followed])
  return pages
}
