import type { NotificationKind } from '@kith/protocol/notification-kinds.ts'
import { pluralsOf } from '../plural.ts'

const plural = pluralsOf('en')

type Sentence = (who: string, count: number, where: string | null) => string

const inside = (where: string | null): string => (where === null ? '' : ` in ${where}`)
const on = (where: string | null): string => (where === null ? ' on a file' : ` on ${where}`)

/** What happened. `who` is one or more people, `count` how often, `where` a conversation, a file or a project; null where it has no other name than theirs. */
const sentences: Record<NotificationKind, Sentence> = {
  'friend-request': (who, count) => (count > 1 ? `${who} want to be friends` : `${who} wants to be friends`),
  'friend-accepted': (who, count) => (count > 1 ? `${who} are your friends now` : `${who} is your friend now`),
  follow: (who, count) => (count > 1 ? `${who} follow you` : `${who} follows you`),
  'follow-request': (who, count) => (count > 1 ? `${who} want to follow you` : `${who} wants to follow you`),
  'follow-accepted': (who) => `${who} let you follow them`,
  mention: (who, count, where) =>
    count > 1 ? `${who} mentioned you ${count} times${inside(where)}` : `${who} mentioned you${inside(where)}`,
  reply: (who, count, where) =>
    count > 1 ? `${who} answered you ${count} times${inside(where)}` : `${who} answered you${inside(where)}`,
  reaction: (who, _, where) => `${who} reacted to your message${inside(where)}`,
  invitation: (who, _, where) => `${who} added you to ${where ?? 'a conversation'}`,
  'invite-used': (who) => `${who} came by your invite`,
  approval: (who, count) => (count > 1 ? `${who} ask to be let in` : `${who} asks to be let in`),
  'new-device': () => 'Your account was used on a new device',
  'file-comment': (who, count, where) =>
    count > 1 ? `${who} commented ${count} times${on(where)}` : `${who} commented${on(where)}`,
  'file-mention': (who, count, where) =>
    count > 1
      ? `${who} mentioned you ${count} times in comments${on(where)}`
      : `${who} mentioned you in a comment${on(where)}`,
  'access-request': (who, count, where) =>
    count > 1
      ? `${who} ask to be let into ${where ?? 'a project'}`
      : `${who} asks to be let into ${where ?? 'a project'}`,
  'post-like': (who, count) => (count > 1 ? `${who} like your post` : `${who} likes your post`),
  'post-comment': (who, count) =>
    count > 1 ? `${who} commented ${count} times on a post` : `${who} commented on a post`,
  'post-mention': (who, count) =>
    count > 1 ? `${who} mentioned you ${count} times in the feed` : `${who} mentioned you in the feed`,
  'comment-like': (who, count) => (count > 1 ? `${who} like your comment` : `${who} likes your comment`),
}

/** A reply in a thread that one follows. */
const inThread: Sentence = (who, count, where) =>
  count > 1 ? `${who} replied ${count} times in a thread${inside(where)}` : `${who} replied in a thread${inside(where)}`

const kinds: Record<NotificationKind, string> = {
  'friend-request': 'Friend requests',
  'friend-accepted': 'Requests that were accepted',
  follow: 'New followers',
  'follow-request': 'Who asks to follow you',
  'follow-accepted': 'Who let you follow them',
  mention: 'Mentions of you',
  reply: 'Answers to your messages, and in threads that you follow',
  reaction: 'Reactions to your messages',
  invitation: 'Being added to a group or channel',
  'invite-used': 'Who came by your invite',
  approval: 'Who waits to be let in',
  'new-device': 'New devices',
  'file-comment': 'Comments on files that you brought, and answers to yours',
  'file-mention': 'Mentions of you in comments on files',
  'access-request': 'Who asks to be let into your projects',
  'post-like': 'Likes of your posts',
  'post-comment': 'Comments on your posts, and answers to yours',
  'post-mention': 'Mentions of you in posts and comments',
  'comment-like': 'Likes of your comments',
}

export const notifications = {
  title: 'Notifications',
  loading: 'Loading what happened',
  empty: 'Nothing yet',
  emptyText: 'Mentions, answers, friend requests and invitations will be here.',
  readAll: 'Mark all as read',
  settings: 'Notification settings',
  all: 'See all',
  more: 'Show more',
  unread: 'Unread',
  remove: 'Remove',
  removeOne: (what: string) => `Remove: ${what}`,
  notRead: 'They are still unread',
  notRemoved: 'It is still there',
  notLoaded: 'What happened could not be loaded',
  tryAgain: 'Try again',
  somewhere: 'a conversation',
  someone: 'Somebody',
  and: (first: string, second: string) => `${first} and ${second}`,
  andOthers: (names: string, count: number) =>
    `${names} ${plural(count, { one: 'and # other', other: 'and # others' })}`,
  sentences,
  inThread,
  kinds,
  sections: { kinds: 'Tell me of', quiet: 'Quiet hours', device: 'On this device' },
  kindsHint: 'What is off is not written down for you at all.',
  quietHint: 'No signals then; what happened still waits here.',
  quietOn: 'Quiet hours',
  from: 'From',
  to: 'To',
  days: 'They begin on',
  dayNames: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  zone: (name: string) => `In the time of ${name}.`,
  sound: 'Sound',
  soundHint: 'Two soft tones when something comes while you are elsewhere.',
  browser: 'Notices of the browser',
  browserHint: {
    default: 'Shown while Kith is open but not in front. Your browser asks you once.',
    granted: 'Shown while Kith is open but not in front.',
    denied: 'Your browser was told not to show them. Allow them in the settings of this page there.',
    none: 'This browser has none.',
  },
  allow: 'Allow',
  test: 'Try it',
  testTitle: 'This is how it looks',
  testText: 'A notice of Kith, on this device.',
  notSaved: 'It was not changed',
}
