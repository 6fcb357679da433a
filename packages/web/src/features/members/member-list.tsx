import type { Conversation, Member } from '@kith/protocol/conversations.ts'
import { UserPlus } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '../../design/button.tsx'
import { SearchField } from '../../design/search-field.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { doLater, takeBack, UNDO_MS } from '../../live/later.ts'
import { personName } from '../../live/naming.ts'
import { useReport } from '../../live/use-report.ts'
import { useWatch } from '../../live/watch.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { sentenceFor } from '../../words/sentences.ts'
import { useWords } from '../../words/words.ts'
import { AddPeople } from './add-people.tsx'
import { MemberRow } from './member-row.tsx'
import { mayAdd } from './rights.ts'
import { useMembers } from './use-members.ts'

/** Fewer are seen at a glance. */
const SEARCH_FROM = 8

export function MemberList({ entry, myId }: { entry: Conversation; myId: string }) {
  const id = useId()
  const words = useWords()
  const { members: t, channels } = useMoreWords()
  const report = useReport()
  const [text, setText] = useState('')
  const [isAdding, setIsAdding] = useState(false)
  const { items, error, hasMore, isLoadingMore, again, more } = useMembers(entry.id, text.trim())
  useWatch(items?.map(({ user }) => user.id) ?? [])

  function remove({ user }: Member): void {
    const key = `${entry.id} ${user.id}`
    doLater(key, () =>
      client.removeMember(entry.id, user.id).catch((failure: unknown) => report(t.notChanged, failure)),
    )
    showToast({
      id: `removed ${key}`,
      title: t.removed(personName(user)),
      durationMs: UNDO_MS,
      action: { label: t.undo, onSelect: () => takeBack(key) },
    })
  }

  return (
    <section aria-labelledby={id} className="flex flex-col">
      <div className="mb-2 flex items-center gap-2">
        <h3 id={id} className="grow font-bold">
          {t.list}
        </h3>
        {mayAdd(entry) && (
          <Button size="sm" icon={<UserPlus aria-hidden="true" />} onClick={() => setIsAdding(true)}>
            {t.addPeople}
          </Button>
        )}
      </div>
      {entry.memberCount > SEARCH_FROM && (
        <SearchField
          className="mb-1"
          label={t.search}
          clearLabel={words.shell.clear}
          value={text}
          onValueChange={setText}
          autoComplete="off"
          maxLength={100}
        />
      )}
      {items === undefined && error === null && <SkeletonList count={5} label={t.loading} />}
      {items === undefined && error !== null && (
        <div className="flex flex-col items-center gap-3 py-4 text-center">
          <p className="text-muted">
            {t.notLoaded}. {sentenceFor(error, words)}
          </p>
          <Button size="sm" onClick={again}>
            {t.tryAgain}
          </Button>
        </div>
      )}
      <output className="block py-4 text-center text-muted empty:hidden">
        {items !== undefined && items.length === 0 && t.nobody}
      </output>
      <ul className="-mx-2">
        {items?.map((member) => (
          <MemberRow
            key={member.user.id}
            member={member}
            entry={entry}
            isMe={member.user.id === myId}
            onRemove={() => remove(member)}
          />
        ))}
      </ul>
      {hasMore && (
        <Button
          variant="ghost"
          className="mt-1 self-center"
          isLoading={isLoadingMore}
          onClick={() => void more().catch((failure: unknown) => report(t.notLoaded, failure))}
        >
          {channels.more}
        </Button>
      )}
      {isAdding && <AddPeople entry={entry} onClose={() => setIsAdding(false)} />}
    </section>
  )
}
