import type { Conversation } from '@kith/protocol/conversations.ts'
import clsx from 'clsx'
import { Hash, House } from 'lucide-react'
import { Avatar } from '../design/avatar.tsx'
import type { AvatarSize, Presence } from '../design/avatar.tsx'
import { hueStyle } from '../design/face-hue.ts'
import { nameOf } from './naming.ts'

const sizes: Record<AvatarSize, string> = {
  xs: 'size-5 [&>svg]:size-3',
  sm: 'size-7 [&>svg]:size-4',
  md: 'size-9 [&>svg]:size-4.5',
  row: 'size-row-face [&>svg]:size-5',
  lg: 'size-12 [&>svg]:size-6',
  xl: 'size-18 [&>svg]:size-8',
  '2xl': 'size-28 [&>svg]:size-12',
}

interface ConversationFaceProps {
  entry: Pick<Conversation, 'id' | 'kind' | 'isLobby' | 'members' | 'title'>
  myId: string
  size: AvatarSize
  /** Of the other, where it is a direct conversation. */
  presence?: Presence
}

/** How a conversation looks: a channel's sign in its own colour, two of the people of a group, or the other person. */
export function ConversationFace({ entry, myId, size, presence }: ConversationFaceProps) {
  const others = entry.members.filter(({ id }) => id !== myId)
  const [first, second] = others
  if (entry.kind === 'channel') {
    const Sign = entry.isLobby ? House : Hash
    return (
      <span
        aria-hidden="true"
        style={hueStyle(entry.id)}
        className={clsx('face-tint flex shrink-0 items-center justify-center rounded-[28%]', sizes[size])}
      >
        <Sign />
      </span>
    )
  }
  if (first === undefined || second === undefined) {
    const person = first ?? entry.members[0]
    const id = person?.id ?? entry.id
    const name = person?.displayName ?? nameOf(entry, myId)
    return <Avatar id={id} name={name} src={person?.avatarUrl} size={size} presence={presence} />
  }
  return (
    <span aria-hidden="true" className={clsx('relative flex shrink-0', sizes[size])}>
      {[second, first].map(({ id, displayName, avatarUrl }, index) => (
        <span
          key={id}
          className={clsx(
            'absolute flex size-[70%] overflow-hidden rounded-full',
            index === 0 ? 'end-0 top-0' : 'start-0 bottom-0 ring-2 ring-paper',
          )}
        >
          <Avatar id={id} name={displayName} src={avatarUrl} size={size} className="size-full!" />
        </span>
      ))}
    </span>
  )
}
