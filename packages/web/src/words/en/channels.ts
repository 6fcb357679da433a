import { pluralsOf } from '../plural.ts'

const plural = pluralsOf('en')

export const channels = {
  title: 'Channels',
  text: 'Open to everyone here. Join what you care about, leave what you do not.',
  search: 'Search channels',
  create: 'New channel',
  members: (count: number) => plural(count, { one: '# member', other: '# members' }),
  join: 'Join',
  leave: 'Leave',
  open: 'Open',
  joined: 'Joined',
  lobby: 'Everyone is here',
  noTopic: 'No topic yet',
  loading: 'Loading the channels',
  empty: 'No channels yet',
  emptyText: 'A channel is a room that everyone can find and join. Make the first one.',
  nothing: 'No such channel',
  nothingText: (q: string) => `Nothing here is called “${q}” or talks about it.`,
  more: 'Show more',
  notJoined: 'You have not joined',
  notLeft: 'You have not left',
  notLoaded: 'The channels could not be loaded',
  tryAgain: 'Try again',
}
