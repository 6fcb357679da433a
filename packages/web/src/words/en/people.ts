import { pluralsOf } from '../plural.ts'

const plural = pluralsOf('en')

export const people = {
  title: 'People',
  search: 'Search by name or username',
  loading: 'Loading people',
  results: (count: number) => plural(count, { one: '# person', other: '# people' }),
  empty: 'You are the only one here',
  emptyText: 'Give others the address of this place; they will be here when they have signed up.',
  nothing: 'Nobody by that name',
  nothingText: (q: string) => `Nobody’s name or username starts with “${q}”.`,
  pick: 'Pick a person',
  pickText: 'See who they are, and write to them.',
  message: 'Write a message',
  editProfile: 'Edit your profile',
  you: 'This is you',
  me: 'You',
  more: 'Show more',
  owner: 'Owner of this place',
  admin: 'Admin',
  since: (day: string) => `Here since ${day}`,
  noBio: 'Nothing written about themselves yet.',
  together: 'Together in',
  gone: 'Nobody is here by that name',
  goneText: 'The account may have been renamed or removed.',
  notOpened: 'The conversation could not be opened',
  notLoaded: 'This could not be loaded',
  tryAgain: 'Try again',
}
