/** Somebody of Harbour Street. */
export interface Neighbour {
  username: string
  displayName: string
  face: number
  bio: string
}

/** Everyone signs in with this one: the demo is a stage, not a house. */
export const demoPassword = 'harbour lights at dusk'

/** Mara is the first, so she owns the place; it is her eyes that the demo looks through. */
export const neighbours: readonly Neighbour[] = [
  {
    username: 'mara',
    displayName: 'Mara Lindqvist',
    face: 5,
    bio: 'Alto, carpenter, number 18. I keep the keys to the hall.',
  },
  {
    username: 'ruth',
    displayName: 'Ruth Abernathy',
    face: 6,
    bio: 'Founded the choir in 1979 and has not missed a Tuesday since, bar two.',
  },
  {
    username: 'zodwa',
    displayName: 'Zodwa Khumalo',
    face: 20,
    bio: 'Conductor. Breathe lower. No, lower than that.',
  },
  {
    username: 'jerome',
    displayName: 'Jérôme Baptiste',
    face: 12,
    bio: 'Second bass, first to the biscuits. Guadeloupe → here.',
  },
  {
    username: 'misaki',
    displayName: '高橋 美咲',
    face: 3,
    bio: 'ピアノと猫。Plays the piano for the choir, teaches it to anyone who practises.',
  },
  {
    username: 'layla',
    displayName: 'ليلى حدّاد',
    face: 1,
    bio: 'مهندسة معمارية. Architect; drew the greenhouse. Soprano on good days.',
  },
  {
    username: 'bjorn',
    displayName: 'Bjørn Halvorsen',
    face: 17,
    bio: 'Compost. Ask me about compost. Please ask me about compost.',
  },
  {
    username: 'clem',
    displayName: 'Clementine Hale',
    face: 19,
    bio: 'Bed 7. Seeds saved since 2011, swaps welcome.',
  },
  {
    username: 'padraig',
    displayName: 'Pádraig Byrne',
    face: 28,
    bio: 'Retired harbour pilot. Leeks, mostly.',
  },
  {
    username: 'kwame',
    displayName: 'Kwame Boateng',
    face: 4,
    bio: 'Bicycle workshop, Wednesdays and Saturdays. If it squeaks, bring it.',
  },
  {
    username: 'serhiy',
    displayName: 'Сергій Коваленко',
    face: 21,
    bio: 'Колеса, рами, гальма. Wheels are never straight, only patient.',
  },
  {
    username: 'harpreet',
    displayName: 'Harpreet Singh',
    face: 7,
    bio: 'Keeps the books of the co-op and a tandem that needs a partner.',
  },
  {
    username: 'ines',
    displayName: 'Inés Carvajal',
    face: 11,
    bio: 'Directs the Little Theatre. Forty-one seats, no wings, no fear.',
  },
  {
    username: 'walter',
    displayName: 'Walter Brenner',
    face: 10,
    bio: 'Licht. Lights since 1988, the desk is older than half the cast.',
  },
  {
    username: 'maria',
    displayName: 'Мария Соколова',
    face: 30,
    bio: 'Костюмы. I can make a king out of two curtains.',
  },
  {
    username: 'diego',
    displayName: 'Diego Fuentes',
    face: 14,
    bio: 'Sound, cables, more cables.',
  },
  {
    username: 'tansy',
    displayName: 'Tansy Wambui',
    face: 27,
    bio: 'Seventeen. Playing Viola. Yes I know all the lines.',
  },
  {
    username: 'tom',
    displayName: 'Tom Ashworth',
    face: 2,
    bio: 'Sir Toby on stage, plumber off it.',
  },
  {
    username: 'priya',
    displayName: 'Priya Raghunathan',
    face: 15,
    bio: 'GP at the Quay surgery, mother of two, chair of the parents’ group against my will.',
  },
  {
    username: 'amara',
    displayName: 'Amara Okafor',
    face: 9,
    bio: 'Two boys, one allotment, no spare evening.',
  },
  {
    username: 'annika',
    displayName: 'Annika Weiß',
    face: 22,
    bio: 'Lehrerin, Schwimmerin, Listenschreiberin.',
  },
  {
    username: 'fatima',
    displayName: 'فاطمة الزهراء',
    face: 24,
    bio: 'Taught half this street to read. معلّمة متقاعدة.',
  },
  {
    username: 'sanne',
    displayName: 'Sanne de Vries',
    face: 13,
    bio: 'Backend, mostly. Tideline started on my kitchen table.',
  },
  {
    username: 'fionn',
    displayName: 'Fionn O’Shea',
    face: 8,
    bio: 'Maps, tides, tests that fail on Sundays.',
  },
  {
    username: 'noam',
    displayName: 'Noam Levi',
    face: 18,
    bio: 'Reads RFCs for fun and says so.',
  },
  {
    username: 'juno',
    displayName: 'Juno Park',
    face: 29,
    bio: 'Draws things. 디자이너. Ceramics on Fridays.',
  },
  {
    username: 'leonard',
    displayName: 'Leonard Achebe',
    face: 23,
    bio: 'Chair of the co-op. Meetings end at nine; that is a promise.',
  },
  {
    username: 'esi',
    displayName: 'Esi Mensah',
    face: 16,
    bio: 'The kitchen of the hall is mine from five o’clock.',
  },
  {
    username: 'luca',
    displayName: 'Luca Moretti',
    face: 25,
    bio: 'Baker, number 3. Yesterday’s bread hangs at the back door, take it.',
  },
  {
    username: 'zhiming',
    displayName: '陳志明',
    face: 32,
    bio: '海港街小館。Dumplings, chess, and strong opinions about both.',
  },
]
