import type { Invite } from '@kith/protocol/invites.ts'
import { useState } from 'react'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { doLater, takeBack, usePending } from '../../live/later.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { usePages } from '../asking/asking.ts'

const keyOf = (invite: Invite): string => `revoke ${invite.id}`

/** One's own invites, or everyone's; those that are just being ended count as ended. */
export function useInvites(by: 'me' | 'everyone') {
  const { invitations: t } = useMoreWords()
  const report = useReport()
  const pending = usePending()
  const [mayInvite, setMayInvite] = useState(true)
  const asked = usePages(by, async (cursor, signal) => {
    const page = await client.api.call(
      'GET /api/invites',
      { by, ...(cursor === undefined ? {} : { cursor }) },
      signal === undefined ? {} : { signal },
    )
    setMayInvite(page.mayInvite)
    return page
  })

  function revoke(invite: Invite): void {
    doLater(keyOf(invite), async () => {
      try {
        await client.api.call('DELETE /api/invites/:inviteId', { inviteId: invite.id })
        asked.change((items) => items.map((each) => (each.id === invite.id ? { ...each, state: 'revoked' } : each)))
      } catch (error) {
        report(t.notRevoked, error)
      }
    })
    showToast({ title: t.revoked, action: { label: t.undo, onSelect: () => takeBack(keyOf(invite)) } })
  }

  const shown = asked.items?.map((invite): Invite =>
    pending.has(keyOf(invite)) ? { ...invite, state: 'revoked' } : invite,
  )
  return { ...asked, mayInvite, revoke, valid: shown?.filter(isValid), ended: shown?.filter((each) => !isValid(each)) }
}

const isValid = ({ state }: Invite): boolean => state === 'valid'
