import type { UserCard } from '@kith/protocol/users.ts'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { doLater, takeBack, UNDO_MS } from '../../live/later.ts'
import { personName } from '../../live/naming.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { endingKeys } from './use-standing.ts'

/** All that can be done between oneself and somebody. What went wrong is told here; nothing is thrown. */
export interface Relating {
  /** Whether it was sent. */
  ask: (note?: string) => Promise<boolean>
  accept: () => Promise<void>
  decline: () => void
  withdraw: () => void
  unfriend: () => void
  follow: () => Promise<void>
  unfollow: () => void
  acceptFollower: () => Promise<void>
  removeFollower: () => void
  mute: () => Promise<void>
  unmute: () => Promise<void>
  /** Whether it was done. */
  block: () => Promise<boolean>
  unblock: () => Promise<void>
}

export function useRelating(user: UserCard): Relating {
  const { people: t } = useMoreWords()
  const report = useReport()
  const { id } = user
  const name = personName(user)

  async function now(act: () => Promise<unknown>, done: string | null, text?: string): Promise<boolean> {
    try {
      await act()
    } catch (error) {
      report(t.notChanged, error)
      return false
    }
    if (done !== null) showToast({ id: `relation ${id}`, title: done, ...(text === undefined ? {} : { text }) })
    return true
  }

  /** It looks done at once; the other side hears of it when it can no longer be taken back. */
  function later(key: string, act: () => Promise<unknown>, done: string): void {
    doLater(key, () => act().catch((error: unknown) => report(t.notChanged, error)))
    const action = { label: t.undo, onSelect: () => takeBack(key) }
    showToast({ id: `relation ${id}`, title: done, durationMs: UNDO_MS, action })
  }

  const endFriendship = (done: string): void =>
    later(endingKeys.friendship(id), () => client.people.endFriendship(id), done)

  return {
    ask: (note = '') => {
      // Who removed somebody and asks them again means: not removed.
      takeBack(endingKeys.friendship(id))
      return now(() => client.people.ask({ userId: id, note }), t.askedToast(name))
    },
    accept: async () => void (await now(() => client.people.accept(id), t.accepted(name))),
    decline: () => endFriendship(t.declined),
    withdraw: () => endFriendship(t.withdrawn),
    unfriend: () => endFriendship(t.unfriended(name)),
    follow: async () => {
      takeBack(endingKeys.follow(id))
      await now(() => client.people.follow(id), null)
    },
    unfollow: () => later(endingKeys.follow(id), () => client.people.unfollow(id), t.unfollowed(name)),
    acceptFollower: async () => void (await now(() => client.people.acceptFollower(id), t.followerAccepted(name))),
    removeFollower: () => later(endingKeys.followedBy(id), () => client.people.removeFollower(id), t.declined),
    mute: async () => void (await now(() => client.people.mute(id), t.muted(name), t.mutedText)),
    unmute: async () => void (await now(() => client.people.unmute(id), t.unmuted(name))),
    block: () => now(() => client.people.block(id), t.blocked(name)),
    unblock: async () => void (await now(() => client.people.unblock(id), t.unblocked(name))),
  }
}
