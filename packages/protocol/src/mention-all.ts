import { limits } from './limits.ts'

/*
 * The words that name many at once, and who may write them. Shared by the server, which resolves them, and by clients,
 * which say beforehand what a message will do.
 */

/** Every member. The others are spellings that people know from elsewhere. */
const allWords: readonly string[] = ['all', 'everyone', 'channel']
/** The members who are online when the message is accepted. */
const hereWords: readonly string[] = ['here']

/** What a word after an @ stands for, unless somebody has that name: `null` where it is no such word. In lower case. */
export function wordForMany(key: string): 'all' | 'here' | null {
  if (allWords.includes(key)) return 'all'
  return hereWords.includes(key) ? 'here' : null
}

interface Asked {
  kind: 'direct' | 'group' | 'channel'
  memberCount: number
  mentionAll: 'usual' | 'everyone' | 'leaders' | 'nobody'
}

/** Whether a member with `role` may name everybody, and all who are here. In a direct conversation there is nobody else. */
export function mayMentionAll({ kind, memberCount, mentionAll }: Asked, role: 'owner' | 'admin' | 'member'): boolean {
  if (kind === 'direct' || mentionAll === 'nobody') return false
  if (mentionAll === 'everyone' || role !== 'member') return true
  return mentionAll === 'usual' && kind === 'group' && memberCount <= limits.mentionAllMembers
}
