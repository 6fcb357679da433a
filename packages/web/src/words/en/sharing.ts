import { pluralsOf } from '../plural.ts'

const plural = pluralsOf('en')

/** Where something is sent on to conversations. */
export const sharing = {
  search: 'Search your conversations',
  conversations: 'Conversations',
  nowhere: 'You have no conversation by that name.',
  comment: 'Add a few words',
  post: {
    title: (name: string) => `Send the post of ${name}`,
    text: 'It goes as a card. Whoever may not see the post sees only that there is one.',
    send: (count: number) =>
      count === 0 ? 'Send' : plural(count, { one: 'Send to # conversation', other: 'Send to # conversations' }),
    sent: (count: number) => plural(count, { one: 'Sent to # conversation', other: 'Sent to # conversations' }),
    notSent: 'It was not sent everywhere',
  },
  talk: {
    title: 'Talk about it in a chat',
    text: 'A new group of these people, with the post in it.',
    name: 'Name of the group',
    named: (name: string) => `About a post of ${name}`,
    people: 'Who comes along',
    nobody: 'Nobody else has commented yet. You can send the post to a chat instead.',
    more: (count: number) => plural(count, { one: 'Begin with # person', other: 'Begin with # people' }),
    loading: 'Looking who commented',
    notLoaded: 'Who commented could not be loaded',
    tryAgain: 'Try again',
    notBegun: 'The group was not begun',
  },
  /** A post in a message. */
  card: {
    loading: 'Loading the post',
    gone: 'A post you cannot see',
    goneText: 'It was deleted, or is for others',
    by: 'Post by',
    counts: (likes: number, comments: number) =>
      `${plural(likes, { one: '# like', other: '# likes' })} · ${plural(comments, { one: '# comment', other: '# comments' })}`,
    media: (count: number) => plural(count, { one: '# picture or video', other: '# pictures and videos' }),
    warned: (warning: string) => `Covered: ${warning}`,
  },
}
