import type { UserCard } from '@kith/protocol/users.ts'
import { X } from 'lucide-react'
import { Avatar } from '../../design/avatar.tsx'
import { useMoreWords } from '../../words/more-words.ts'

/** Somebody who was picked; pressing takes them back. */
export function PersonChip({ person, onRemove }: { person: UserCard; onRemove: () => void }) {
  const { newConversation: t } = useMoreWords()
  return (
    <button
      type="button"
      onClick={onRemove}
      className="motion-pop inline-flex h-7 max-w-full items-center gap-1.5 rounded-full bg-accent-soft ps-1 pe-2 text-sm font-medium text-on-accent-soft transition-colors hover:bg-pressed pointer-coarse:h-9"
    >
      <Avatar id={person.id} name={person.displayName} src={person.avatarUrl} size="xs" />
      <span className="sr-only">{t.remove(person.displayName)}</span>
      <bdi aria-hidden="true" className="min-w-0 truncate">
        {person.displayName}
      </bdi>
      <X aria-hidden="true" className="size-3.5 shrink-0" />
    </button>
  )
}
