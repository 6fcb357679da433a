import { useEffect } from 'react'
import { Badge } from '../../design/badge.tsx'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { useMoreWords } from '../../words/more-words.ts'

/** How many wait to be let in. */
export function ApprovalsBadge() {
  const { administration } = useMoreWords()
  const count = useKith((state) => state.approvals)
  useEffect(() => {
    client.api.call('GET /api/admin/approvals', { limit: 1 }).then(
      ({ count: approvals }) => client.store.update((state) => ({ ...state, approvals })),
      () => undefined,
    )
  }, [])
  return <Badge count={count ?? 0} label={administration.approvals.waiting(count ?? 0)} />
}
