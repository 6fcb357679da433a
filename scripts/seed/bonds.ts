import type { ProfileLink } from '@kith/protocol/users.ts'

/* How the people of Harbour Street stand to each other, and what they say about themselves beyond a few words. */

/** Friends, in pairs: the first asked the second, so many days ago. */
export const friendships: readonly (readonly [string, string, number])[] = [
  ['mara', 'juno', 78],
  ['mara', 'ruth', 76],
  ['sanne', 'mara', 70],
  ['mara', 'padraig', 66],
  ['layla', 'mara', 60],
  ['mara', 'tansy', 51],
  ['kwame', 'mara', 44],
  ['mara', 'leonard', 40],
  ['misaki', 'mara', 33],
  ['luca', 'mara', 21],
  ['clem', 'mara', 12],
  ['juno', 'sanne', 70],
  ['juno', 'luca', 69],
  ['juno', 'noam', 55],
  ['ruth', 'zodwa', 72],
  ['ruth', 'jerome', 71],
  ['ruth', 'misaki', 50],
  ['zodwa', 'jerome', 48],
  ['zodwa', 'misaki', 47],
  ['layla', 'bjorn', 46],
  ['layla', 'misaki', 30],
  ['clem', 'bjorn', 45],
  ['padraig', 'walter', 64],
  ['padraig', 'clem', 36],
  ['kwame', 'esi', 62],
  ['tansy', 'diego', 41],
  ['leonard', 'amara', 39],
  ['sanne', 'fionn', 28],
]

/** Requests that wait for an answer, with what was written. */
export const requests: readonly { from: string; to: string; note: string; daysAgo: number }[] = [
  {
    from: 'ines',
    to: 'mara',
    note: 'We met at the theatre night. I was the one with the broken lantern!',
    daysAgo: 2,
  },
  { from: 'bjorn', to: 'mara', note: 'Compost. You said you had questions.', daysAgo: 0.4 },
  { from: 'mara', to: 'harpreet', note: 'About the workbench in the bike shed', daysAgo: 1 },
]

/** Who follows whom. */
export const follows: readonly (readonly [string, string])[] = [
  ['mara', 'misaki'],
  ['mara', 'zodwa'],
  ['mara', 'diego'],
  ['juno', 'mara'],
  ['esi', 'mara'],
  ['fatima', 'mara'],
  ['tom', 'mara'],
  ['amara', 'misaki'],
  ['ruth', 'misaki'],
  ['layla', 'misaki'],
  ['noam', 'misaki'],
  ['annika', 'misaki'],
]

/** What some are up to; without hours it stays. */
export const statuses: Readonly<Record<string, { emoji: string; text: string; hours?: number }>> = {
  mara: { emoji: '🔨', text: 'In the workshop, knock loudly', hours: 6 },
  juno: { emoji: '🎧', text: 'Mixing the choir recording' },
  misaki: { emoji: '🎹', text: 'Lessons until six', hours: 5 },
  bjorn: { emoji: '🌱', text: 'Turning the heap' },
  sanne: { emoji: '🚲', text: 'Somewhere between here and Delft', hours: 60 },
  layla: { emoji: '📐', text: 'Deadline week' },
  padraig: { emoji: '⛵', text: '' },
  zodwa: { emoji: '🎵', text: 'Rehearsal tonight, bring pencils', hours: 9 },
  tansy: { emoji: '🏖️', text: 'Back on Monday', hours: 90 },
}

export const links: Readonly<Record<string, readonly ProfileLink[]>> = {
  mara: [
    { title: 'Workshop', url: 'https://lindqvist-joinery.example' },
    { title: 'Harbour choir', url: 'https://harbourchoir.example/altos' },
  ],
  misaki: [
    { title: 'Piano lessons', url: 'https://misaki-plays.example/lessons' },
    { title: '', url: 'https://cats.example/misaki' },
  ],
  layla: [{ title: 'Drawings', url: 'https://haddad-architects.example' }],
  juno: [{ title: 'Sounds of the street', url: 'https://juno.example/tapes' }],
}

/** Names in full, where they say more than the one that is shown. */
export const fullNames: Readonly<Record<string, readonly [string, string]>> = {
  misaki: ['Misaki', 'Takahashi'],
  layla: ['Layla', 'Haddad'],
  clem: ['Clementine Rose', 'Hale'],
}

/** Who lets followers in one by one, and what Mara has muted. */
export const privateAccounts: readonly string[] = ['walter', 'maria']
export const mutedByMara: readonly string[] = ['tom']
