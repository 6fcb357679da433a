/** A channel or a group of the demo; its first member makes it. */
export interface Room {
  key: string
  kind: 'channel' | 'group'
  title: string | null
  topic: string
  isPublic: boolean
  members: readonly string[]
  admins?: readonly string[]
  /** When it began. */
  daysAgo: number
  /** What it was called at first. */
  formerTitle?: string
}

const channel = (key: string, title: string, topic: string, members: string, more: Partial<Room> = {}): Room => ({
  key,
  kind: 'channel',
  title,
  topic,
  isPublic: true,
  members: members.split(' '),
  daysAgo: 81,
  ...more,
})

const group = (key: string, title: string | null, members: string, more: Partial<Room> = {}): Room => ({
  key,
  kind: 'group',
  title,
  topic: '',
  isPublic: false,
  members: members.split(' '),
  daysAgo: 79,
  ...more,
})

export const rooms: readonly Room[] = [
  channel(
    'choir',
    'Choir',
    'Tuesdays at half past seven, upstairs hall. Bring a pencil.',
    'zodwa mara ruth jerome misaki layla amara priya esi luca leonard clem tom',
    { admins: ['ruth', 'mara'] },
  ),
  channel(
    'garden',
    'Garden',
    'Twelve beds, one greenhouse, one hose. Water before nine or after seven.',
    'bjorn mara clem padraig layla amara fatima esi annika zhiming',
    { admins: ['clem'] },
  ),
  channel(
    'bikes',
    'Bicycle workshop',
    'Open Wednesdays 17–20 and Saturdays 10–14, behind number 9.',
    'kwame mara serhiy harpreet fionn tansy tom annika noam',
    { admins: ['serhiy'] },
  ),
  channel(
    'theatre',
    'Little Theatre',
    'Twelfth Night opens on the fifth. Off book means off book.',
    'ines mara walter maria diego tansy tom juno ruth leonard',
    { admins: ['walter'], formerTitle: 'Theatre' },
  ),
  channel(
    'school',
    'School parents',
    'Harbour Street Primary. What is said here stays here.',
    'priya mara amara annika layla fatima sanne harpreet',
    { isPublic: false },
  ),
  channel(
    'tideline',
    'Tideline',
    'The tide-table app that got out of hand. Deploys on Thursdays, never on Fridays.',
    'sanne mara fionn noam juno harpreet diego',
    { admins: ['fionn'], formerTitle: 'tide app' },
  ),
  channel(
    'give',
    'Give and take',
    'Things looking for a home. Say when it is gone.',
    'leonard mara ruth clem esi luca annika maria zhiming amara padraig tom juno kwame',
  ),
  channel('board', 'Board', 'The five of us who signed the lease.', 'leonard mara harpreet priya ruth', {
    isPublic: false,
  }),
  channel(
    'table',
    'Recipes & table',
    'What we cooked, what went wrong.',
    'esi luca zhiming layla jerome mara maria fatima',
    { daysAgo: 60 },
  ),
  channel('chess', 'Chess corner', 'Zhiming’s back room, Sundays. Losers wash up.', 'zhiming padraig noam walter', {
    daysAgo: 55,
  }),
  channel('swim', 'Early swimmers', 'Six in the morning, the steps by the crane.', 'annika kwame priya fionn', {
    daysAgo: 41,
  }),
  channel('lost', 'Lost and found', 'Gloves, mostly.', 'ruth esi tom', { daysAgo: 70 }),

  group('dinner', 'Tuesday dinner', 'mara juno luca layla kwame sanne', { daysAgo: 80 }),
  group('concert', 'Spring concert crew', 'zodwa mara ruth misaki esi diego'),
  group('stairs', 'Stairwell 18', 'mara priya noam padraig', { daysAgo: 76 }),
  group('set', 'Set builders', 'mara ines walter tom tansy', { daysAgo: 50, formerTitle: 'Set' }),
  group('books', 'Book club', 'fatima mara ruth leonard clem noam', { daysAgo: 72 }),
  group('kiln', 'Kiln fund', 'juno mara harpreet maria', { daysAgo: 33 }),
  group('carpool', 'Carpool Thursdays', 'annika amara mara layla', { daysAgo: 64 }),
  group('trio', null, 'mara sanne fionn', { daysAgo: 29 }),
]

/** Pairs who write to each other. */
export const directs: readonly (readonly [string, string])[] = [
  ['mara', 'juno'],
  ['mara', 'ruth'],
  ['mara', 'sanne'],
  ['mara', 'kwame'],
  ['mara', 'layla'],
  ['mara', 'ines'],
  ['mara', 'misaki'],
  ['mara', 'padraig'],
  ['mara', 'leonard'],
  ['mara', 'zhiming'],
  ['mara', 'serhiy'],
  ['mara', 'priya'],
  ['mara', 'luca'],
  ['mara', 'tansy'],
  ['fionn', 'sanne'],
  ['noam', 'sanne'],
  ['clem', 'bjorn'],
  ['esi', 'luca'],
  ['walter', 'ines'],
  ['maria', 'ines'],
  ['zodwa', 'ruth'],
  ['amara', 'priya'],
  ['annika', 'amara'],
  ['kwame', 'serhiy'],
  ['leonard', 'harpreet'],
  ['diego', 'walter'],
]
