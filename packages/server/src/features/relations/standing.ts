import type { RelationsTable } from '../../database/schema.ts'

/** One person's side of what is between two: what their row says. */
export type Side = Omit<RelationsTable, 'user_id' | 'other_id' | 'rev' | 'changed_at'>

type Friendship = Side['friendship']
type Follow = Side['follow']

/** All that is between me and another, seen from me. */
export interface Standing {
  friendship: Friendship
  /** Whoever asks by an address is not told whose it is, so their side says nothing of it until it is accepted. */
  isAskedInSilence: boolean
  note: string
  myFollow: Follow
  theirFollow: Follow
  iBlock: boolean
  theyBlock: boolean
  iMute: boolean
  theyMute: boolean
}

/** A step from one standing to the next. Whatever changes nothing gives back what it was given. */
export type Step = (now: Standing) => Standing

const nothing: Side = {
  friendship: 'none',
  note: '',
  follow: 'none',
  followed_by: 'none',
  is_blocked: 0,
  is_blocked_by: 0,
  is_muted: 0,
}

export function standingOf(mine: Side = nothing, theirs: Side = nothing): Standing {
  const asked = mine.friendship === 'none' && theirs.friendship === 'received'
  const wasAsked = mine.friendship === 'received' && theirs.friendship === 'none'
  return {
    friendship: asked ? 'requested' : mine.friendship,
    isAskedInSilence: asked || wasAsked,
    note: asked ? theirs.note : mine.note,
    myFollow: mine.follow,
    theirFollow: theirs.follow,
    iBlock: mine.is_blocked === 1,
    theyBlock: theirs.is_blocked === 1,
    iMute: mine.is_muted === 1,
    theyMute: theirs.is_muted === 1,
  }
}

const mirrored: Record<Friendship, Friendship> = {
  none: 'none',
  friends: 'friends',
  requested: 'received',
  received: 'requested',
}

export function sidesOf(now: Standing): { mine: Side; theirs: Side } {
  const told = (friendship: Friendship): Pick<Side, 'friendship' | 'note'> =>
    now.isAskedInSilence && friendship === 'requested'
      ? { friendship: 'none', note: '' }
      : { friendship, note: now.note }
  return {
    mine: {
      ...told(now.friendship),
      follow: now.myFollow,
      followed_by: now.theirFollow,
      is_blocked: now.iBlock ? 1 : 0,
      is_blocked_by: now.theyBlock ? 1 : 0,
      is_muted: now.iMute ? 1 : 0,
    },
    theirs: {
      ...told(mirrored[now.friendship]),
      follow: now.theirFollow,
      followed_by: now.myFollow,
      is_blocked: now.theyBlock ? 1 : 0,
      is_blocked_by: now.iBlock ? 1 : 0,
      is_muted: now.theyMute ? 1 : 0,
    },
  }
}

const none = { friendship: 'none', isAskedInSilence: false, note: '' } as const
const friends = { friendship: 'friends', isAskedInSilence: false, note: '' } as const

/** Asking whoever has asked oneself is accepting. */
export function asking(note: string, isSilent: boolean): Step {
  return (now) => {
    if (now.friendship === 'friends') return now
    if (now.friendship === 'received') return { ...now, ...friends }
    if (now.friendship === 'requested') return isSilent ? now : { ...now, isAskedInSilence: false }
    return { ...now, friendship: 'requested', isAskedInSilence: isSilent, note }
  }
}

export const accepting: Step = (now) => (now.friendship === 'received' ? { ...now, ...friends } : now)

export const endingFriendship: Step = (now) => ({ ...now, ...none })

export function following(isAskedFirst: boolean): Step {
  return (now) => (now.myFollow === 'none' ? { ...now, myFollow: isAskedFirst ? 'requested' : 'following' } : now)
}

export const unfollowing: Step = (now) => ({ ...now, myFollow: 'none' })

export const lettingFollow: Step = (now) =>
  now.theirFollow === 'requested' ? { ...now, theirFollow: 'following' } : now

export const removingFollower: Step = (now) => ({ ...now, theirFollow: 'none' })

export const blocking: Step = (now) => ({ ...now, ...none, myFollow: 'none', theirFollow: 'none', iBlock: true })

export const unblocking: Step = (now) => ({ ...now, iBlock: false })

export const muting: Step = (now) => ({ ...now, iMute: true })

export const unmuting: Step = (now) => ({ ...now, iMute: false })

const visible = ['friendship', 'note', 'follow', 'followed_by', 'is_blocked', 'is_muted'] as const

/** Whether a person may notice the difference. That somebody blocks them is not for them to know. */
export function isTold(before: Side = nothing, after: Side): boolean {
  return visible.some((key) => before[key] !== after[key])
}

export function isSame(before: Side = nothing, after: Side): boolean {
  return !isTold(before, after) && before.is_blocked_by === after.is_blocked_by
}
