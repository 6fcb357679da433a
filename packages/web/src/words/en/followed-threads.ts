import { pluralsOf } from '../plural.ts'

const plural = pluralsOf('en')

export const followedThreads = {
  title: 'Threads',
  text: 'All that you follow: where you replied, were named, or asked to be told.',
  loading: 'Loading your threads',
  notLoaded: 'Your threads could not be loaded',
  tryAgain: 'Try again',
  more: 'Show more',
  unread: 'Unread',
  others: 'Read',
  none: 'No threads yet',
  noneText:
    'Answer a message in a thread, and the talk about it stays together. The threads that you follow will stand here.',
  allRead: 'All read',
  allReadText: 'No thread that you follow has anything new.',
  toChats: 'Go to your chats',
  began: (name: string) => `${name} began`,
  said: (name: string, text: string) => `${name}: ${text}`,
  replies: (count: number) => plural(count, { one: '# reply', other: '# replies' }),
  newReplies: (count: number) => plural(count, { one: '# new reply', other: '# new replies' }),
  unfollow: 'Follow no longer',
  unfollowed: 'You no longer follow this thread',
  notUnfollowed: 'You still follow it',
  markRead: 'Mark as read',
  undo: 'Undo',
}
