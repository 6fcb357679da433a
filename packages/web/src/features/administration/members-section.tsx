import type { ManagedUser } from '@kith/protocol/admin.ts'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { SearchField } from '../../design/search-field.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { confirmed } from '../../live/confirming.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded, TYPING_PAUSE_MS, usePages } from '../asking/asking.ts'
import { ManagedRow } from './managed-row.tsx'
import { SuspendDialog } from './suspend-dialog.tsx'

/** Every account, for owners and admins: who has which role, who invited whom, who is suspended. */
export function MembersSection() {
  const { shell } = useWords()
  const { administration, settings } = useMoreWords()
  const t = administration.members
  const report = useReport()
  const [text, setText] = useState('')
  const [suspending, setSuspending] = useState<ManagedUser | null>(null)
  const q = text.trim()
  const asked = usePages(
    q,
    (cursor, signal) =>
      client.api.call(
        'GET /api/admin/users',
        { q, ...(cursor === undefined ? {} : { cursor }) },
        signal === undefined ? {} : { signal },
      ),
    q === '' ? 0 : TYPING_PAUSE_MS,
  )
  const { items } = asked

  function replace(user: ManagedUser): void {
    asked.change((known) => known.map((each) => (each.id === user.id ? user : each)))
  }

  async function change(call: () => Promise<ManagedUser>, done: (user: ManagedUser) => string): Promise<void> {
    try {
      const user = await confirmed(call)
      replace(user)
      showToast({ tone: 'positive', title: done(user) })
    } catch (error) {
      report(t.notChanged, error)
    }
  }

  return (
    <div aria-busy={asked.isAsking}>
      <SearchField
        label={t.search}
        clearLabel={shell.clear}
        value={text}
        onValueChange={setText}
        autoComplete="off"
        maxLength={100}
        className="mb-3"
      />
      <output className="sr-only">
        {items !== undefined && q !== '' && !asked.isAsking && t.results(items.length)}
      </output>
      {items === undefined && asked.error === null && <SkeletonList label={t.loading} />}
      {items === undefined && asked.error !== null && (
        <NotLoaded error={asked.error} onAgain={asked.again} words={settings} />
      )}
      {items?.length === 0 && (
        <EmptyState illustration={<EmptyPicture name="search" />} title={t.nothing} text={t.nothingText(q)} />
      )}
      <ul className="divide-y divide-line">
        {items?.map((user) => (
          <ManagedRow
            key={user.id}
            user={user}
            onSuspend={() => setSuspending(user)}
            onUnsuspend={() =>
              void change(
                () => client.api.call('DELETE /api/admin/users/:userId/suspension', { userId: user.id }),
                ({ displayName }) => t.unsuspendedDone(displayName),
              )
            }
            onResetFactors={() =>
              void change(
                () => client.api.call('DELETE /api/admin/users/:userId/second-factors', { userId: user.id }),
                ({ displayName }) => t.resetFactorsDone(displayName),
              )
            }
            onRole={(role) =>
              void change(
                () => client.api.call('PATCH /api/admin/users/:userId', { userId: user.id, role }),
                (changed) => t.roleChanged(changed.displayName, t.roles[changed.role]),
              )
            }
          />
        ))}
      </ul>
      {asked.hasMore && (
        <Button
          variant="ghost"
          className="mt-4"
          isLoading={asked.isLoadingMore}
          onClick={() => void asked.more().catch((error: unknown) => report(settings.notLoaded, error))}
        >
          {t.more}
        </Button>
      )}
      {suspending !== null && (
        <SuspendDialog
          user={suspending}
          onClose={() => setSuspending(null)}
          onSuspend={async (reason) => {
            await change(
              () => client.api.call('PUT /api/admin/users/:userId/suspension', { userId: suspending.id, reason }),
              ({ displayName }) => t.suspendedDone(displayName),
            )
            setSuspending(null)
          }}
        />
      )}
    </div>
  )
}
