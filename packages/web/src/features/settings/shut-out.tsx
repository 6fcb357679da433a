import type { Relation } from '@kith/protocol/users.ts'
import { useId } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { Button } from '../../design/button.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { doLater, takeBack, UNDO_MS, usePending } from '../../live/later.ts'
import { personName } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'

/** Whom one has blocked or muted; letting somebody in again may be taken back. */
export function ShutOut({ kind }: { kind: 'isBlocked' | 'isMuted' }) {
  const id = useId()
  const { privacy: t } = useMoreWords()
  const report = useReport()
  const relations = useKith((state) => state.relations)
  const endings = usePending()
  const isBlocks = kind === 'isBlocked'
  const keyOf = ({ user }: Relation): string => `${kind} ${user.id}`
  const shown = [...relations.values()]
    .filter((relation) => relation[kind] && !endings.has(keyOf(relation)))
    .toSorted((a, b) => personName(a.user).localeCompare(personName(b.user)))

  function letIn(relation: Relation): void {
    const { user } = relation
    const key = keyOf(relation)
    const act = (): Promise<unknown> => (isBlocks ? client.people.unblock(user.id) : client.people.unmute(user.id))
    doLater(key, () => act().catch((error: unknown) => report(t.notSaved, error)))
    const name = personName(user)
    showToast({
      id: `let in ${key}`,
      title: isBlocks ? t.unblocked(name) : t.unmuted(name),
      durationMs: UNDO_MS,
      action: { label: t.undo, onSelect: () => takeBack(key) },
    })
  }

  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="font-bold">
        {isBlocks ? t.blocked : t.muted}
      </h2>
      <p className="text-sm text-muted">{isBlocks ? t.blockedText : t.mutedText}</p>
      {shown.length === 0 && (
        <p className="mt-3 rounded-md bg-sunken px-3 py-2.5 text-muted">{isBlocks ? t.noBlocked : t.noMuted}</p>
      )}
      <ul className="mt-1 divide-y divide-line">
        {shown.map((relation) => {
          const { user } = relation
          const name = personName(user)
          return (
            <li key={user.id} className="flex items-center gap-3 py-2.5">
              <Avatar id={user.id} name={user.displayName} src={user.avatarUrl} size="md" />
              <span className="flex min-w-0 grow flex-col">
                <bdi className="truncate font-medium">{name}</bdi>
                {user.username !== '' && <bdi className="truncate text-sm text-muted">@{user.username}</bdi>}
              </span>
              <Button
                size="sm"
                className="pointer-coarse:h-11"
                aria-label={isBlocks ? t.unblockName(name) : t.unmuteName(name)}
                onClick={() => letIn(relation)}
              >
                {isBlocks ? t.unblock : t.unmute}
              </Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
