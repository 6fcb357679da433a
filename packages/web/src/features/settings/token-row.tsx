import type { ApiToken } from '@kith/protocol/auth.ts'
import { KeyRound } from 'lucide-react'
import { Button } from '../../design/button.tsx'
import { exactTime, relativeTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { hasPassed } from './measures.ts'

export function TokenRow({ token, onRevoke }: { token: ApiToken; onRevoke: () => void }) {
  const { settings } = useMoreWords()
  const t = settings.tokens
  const { createdAt, lastUsedAt, expiresAt, scopes } = token
  const hasEnded = expiresAt !== null && hasPassed(expiresAt)
  return (
    <li className="flex items-center gap-3 py-3">
      <span className="flex size-row-face shrink-0 items-center justify-center rounded-full bg-pressed text-muted">
        <KeyRound aria-hidden="true" className="size-5" />
      </span>
      <div className="min-w-0 grow">
        <p className="font-semibold">
          <bdi>{token.name}</bdi>
        </p>
        <p className="text-sm text-muted">
          {scopes.includes('write') ? t.scopes.write : t.scopes.read}
          {' · '}
          <time dateTime={createdAt} title={exactTime(createdAt)}>
            {t.created(relativeTime(createdAt))}
          </time>
          {' · '}
          {lastUsedAt === null ? t.neverUsed : t.used(relativeTime(lastUsedAt))}
          {expiresAt !== null && (
            <>
              {' · '}
              <time dateTime={expiresAt} title={exactTime(expiresAt)} className={hasEnded ? 'text-danger-text' : ''}>
                {hasEnded ? t.ended : t.ends(relativeTime(expiresAt))}
              </time>
            </>
          )}
        </p>
      </div>
      <Button size="sm" className="pointer-coarse:h-11" aria-label={t.revokeName(token.name)} onClick={onRevoke}>
        {t.revoke}
      </Button>
    </li>
  )
}
