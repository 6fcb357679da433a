import type { ApiToken } from '@kith/protocol/auth.ts'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded, useAnswer } from '../asking/asking.ts'
import { NewToken } from './new-token.tsx'
import { TokenRow } from './token-row.tsx'

/** The programs that may act as oneself. */
export function TokensSection() {
  const { shell } = useWords()
  const { settings } = useMoreWords()
  const t = settings.tokens
  const report = useReport()
  const asked = useAnswer('tokens', (signal) => client.api.call('GET /api/auth/tokens', {}, { signal }))
  const [isMaking, setIsMaking] = useState(false)
  const [revoking, setRevoking] = useState<ApiToken | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function revoke(token: ApiToken): Promise<void> {
    setIsBusy(true)
    try {
      await client.api.call('DELETE /api/auth/tokens/:tokenId', { tokenId: token.id })
      asked.change(({ items }) => ({ items: items.filter(({ id }) => id !== token.id) }))
      setRevoking(null)
      showToast({ tone: 'positive', title: t.revoked(token.name) })
    } catch (error) {
      report(t.notRevoked, error)
    } finally {
      setIsBusy(false)
    }
  }

  if (asked.value === undefined) {
    if (asked.error !== null) return <NotLoaded error={asked.error} onAgain={asked.again} words={settings} />
    return <SkeletonList count={3} label={settings.loading} />
  }
  const { items } = asked.value
  const create = (
    <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setIsMaking(true)}>
      {t.create}
    </Button>
  )
  return (
    <>
      <p className="mb-2 text-muted">{t.text}</p>
      {items.length === 0 ? (
        <EmptyState illustration={<EmptyPicture name="files" />} title={t.empty} text={t.emptyText} action={create} />
      ) : (
        <>
          <ul className="mb-5 divide-y divide-line">
            {items.map((token) => (
              <TokenRow key={token.id} token={token} onRevoke={() => setRevoking(token)} />
            ))}
          </ul>
          {create}
        </>
      )}
      {isMaking && (
        <NewToken
          onMade={(token) => asked.change((known) => ({ items: [token, ...known.items] }))}
          onClose={() => setIsMaking(false)}
        />
      )}
      <Dialog
        isOpen={revoking !== null}
        onIsOpenChange={() => setRevoking(null)}
        size="sm"
        title={t.revokeTitle(revoking?.name ?? '')}
        text={t.revokeText}
        closeLabel={shell.close}
        footer={
          <>
            <Button onClick={() => setRevoking(null)}>{t.cancel}</Button>
            <Button variant="danger" isLoading={isBusy} onClick={() => revoking !== null && void revoke(revoking)}>
              {t.revoke}
            </Button>
          </>
        }
      />
    </>
  )
}
