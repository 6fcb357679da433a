import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../../design/icon-button.tsx'
import { SearchField } from '../../design/search-field.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import type { PeopleShow } from '../../live/people-address.ts'
import { useKith } from '../../live/use-kith.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { AddFriend } from './add-friend.tsx'
import { Everyone } from './everyone.tsx'
import { Follows } from './follows.tsx'
import { Friends } from './friends.tsx'
import { moveAmongRows } from './move-among-rows.ts'
import { Requests } from './requests.tsx'
import { ShowNav } from './show-nav.tsx'

export interface ShownListProps {
  /** What the names shall begin with; empty for all. */
  q: string
  openUsername: string | undefined
  onAdd: () => void
}

const lists = { everyone: Everyone, friends: Friends, requests: Requests, follows: Follows }

/** The people of this place: all, those whom one knows, those who wait for an answer. */
export function PeopleList({ openUsername, show }: { openUsername?: string; show: PeopleShow }) {
  const { shell } = useWords()
  const { people: t } = useMoreWords()
  const [text, setText] = useState('')
  const [isAdding, setIsAdding] = useState(false)
  const Title = openUsername === undefined ? 'h1' : 'h2'
  const List = lists[show]
  const isKnown = useKith((state) => state.relationsRev !== null)
  return (
    <div className="flex min-h-0 grow flex-col">
      <header className="flex shrink-0 flex-col gap-2 px-4 pt-3 pb-2">
        <div className="flex items-center">
          <Title className="grow text-xl font-bold">{t.title}</Title>
          <IconButton label={t.addTitle} icon={<UserPlus />} className="-me-1" onClick={() => setIsAdding(true)} />
        </div>
        <SearchField
          label={t.search}
          clearLabel={shell.clear}
          value={text}
          onValueChange={setText}
          autoComplete="off"
          maxLength={100}
          onKeyDown={moveAmongRows}
        />
        <ShowNav shown={show} />
      </header>
      {isKnown || show === 'everyone' ? (
        <List key={show} q={text.trim()} openUsername={openUsername} onAdd={() => setIsAdding(true)} />
      ) : (
        <SkeletonList label={t.loading} />
      )}
      {isAdding && <AddFriend onClose={() => setIsAdding(false)} />}
    </div>
  )
}
