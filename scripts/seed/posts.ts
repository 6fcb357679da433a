import type { PostAudience } from '@kith/protocol/posts.ts'
import type { SceneName } from './scenes.ts'

/** A picture of a post, and what is to be seen in it. */
export type PostPicture = readonly [scene: SceneName, shape: 'wide' | 'tall' | 'square', alt: string]

export interface StoryPost {
  key: string
  who: string
  daysAgo: number
  caption: string
  pictures?: readonly PostPicture[]
  audience?: PostAudience
  warning?: string
  likedBy?: string
  /** Who says what about it, in order; an answer to the comment before begins with `>`. */
  comments?: readonly (readonly [who: string, body: string])[]
}

/** What people of Harbour Street show each other, oldest first. */
export const posts: readonly StoryPost[] = [
  {
    key: 'compost',
    who: 'bjorn',
    daysAgo: 31,
    caption: 'Sixty-one degrees in the middle. I have never been so proud of anything. #compost #garden',
    likedBy: 'clem layla mara',
    comments: [['clem', 'You say that about every heap.']],
  },
  {
    key: 'bench',
    who: 'mara',
    daysAgo: 29,
    caption: 'The bench by the crane has its back again. Sit carefully until Friday. #workshop #harbour',
    pictures: [['evening', 'wide', 'The harbour from the mended bench']],
    likedBy: 'juno sanne ruth tom',
  },
  {
    key: 'first-snow',
    who: 'padraig',
    daysAgo: 24,
    caption: 'First snow on the ridge, and nobody up there but the crows.',
    pictures: [['snow', 'wide', 'Firs on a white slope under a pale sun']],
    likedBy: 'mara walter clem juno ruth',
  },
  {
    key: 'planks',
    who: 'mara',
    daysAgo: 21,
    caption: 'Walked the woods for one straight board and came back with a cold.',
    pictures: [
      ['woods', 'tall', 'Firs on a hill at noon'],
      ['snow', 'square', 'The same hill, two days later'],
    ],
    likedBy: 'padraig walter kwame juno misaki',
    comments: [['padraig', 'Straight boards grow on the other side.']],
  },
  {
    key: 'keys',
    who: 'mara',
    daysAgo: 16,
    caption: 'Whoever has the third key to the hall: it squeaks, it is brass, and I miss it.',
    likedBy: 'ruth leonard',
  },
  {
    key: 'mill',
    who: 'clem',
    daysAgo: 19,
    caption: 'Seeds of this year, dried and in their bags. Swap me something odd. #garden #seeds',
    pictures: [
      ['meadow', 'square', 'Poppy heads in late light'],
      ['garden', 'square', 'Bed 7 in June, before the slugs'],
    ],
    likedBy: 'bjorn padraig mara layla misaki',
    comments: [
      ['mara', 'I have purple beans that nobody can name.'],
      ['clem', '> Those. Yes. Please.'],
    ],
  },
  {
    key: 'piano',
    who: 'misaki',
    daysAgo: 13,
    caption: 'ねこは鍵盤の上。The cat has chosen the lid of the piano, so today we sing a cappella. #cats #choir',
    pictures: [['dawn', 'tall', 'A pink morning over the roofs, seen from the rehearsal room']],
    likedBy: 'mara ruth zodwa jerome layla amara juno sanne',
    comments: [['zodwa', 'He has better pitch than the basses.']],
  },
  {
    key: 'harbour-walk',
    who: 'juno',
    daysAgo: 9,
    caption:
      'Walked the whole wall before work: from the boat house to the light and back. **Six kilometres**, one seal, two dogs who thought that I was theirs, and a man who has fished at the same ring since 1988 and told me so twice.\n\nIf anybody wants to come along on Thursdays: half past six, at the crane, bring something hot. @mara you said that you would, and I have witnesses. #harbour #morning',
    pictures: [
      ['harbour', 'wide', 'Sails on a calm harbour in the morning'],
      ['dawn', 'wide', 'Trees along the wall in first light'],
      ['evening', 'wide', 'The same wall at dusk, a week before'],
      ['harbour', 'tall', 'A mast from below'],
    ],
    likedBy: 'mara sanne luca noam ruth',
    comments: [
      ['mara', 'Witnesses are not binding before seven.'],
      ['sanne', 'I come, if there is a thermos.'],
      ['luca', 'The seal is called Walter.'],
    ],
  },
  {
    key: 'knee',
    who: 'kwame',
    daysAgo: 6,
    caption: 'Eleven stitches later: please look where the new kerb is. #harbour',
    pictures: [['evening', 'square', 'A bandaged knee, propped up on a cushion by the window']],
    warning: 'A wound, bandaged',
    audience: 'friends',
    likedBy: 'mara esi',
  },
  {
    key: 'greenhouse',
    who: 'layla',
    daysAgo: 4,
    caption: 'صباح الخير من البيت الزجاجي. الألواح الأخيرة وصلت اليوم، وغداً نبدأ السقف. #البيت_الزجاجي',
    pictures: [
      ['garden', 'wide', 'Beds in front of where the greenhouse will stand'],
      ['meadow', 'wide', 'Late light on the frame'],
    ],
    likedBy: 'bjorn misaki mara clem',
  },
  {
    key: 'borrowed',
    who: 'tansy',
    daysAgo: 2.6,
    caption:
      'To whoever borrowed the long ladder: it is *not* in the shed, it is *not* in the hall, and the cat is on the roof again.',
    likedBy: 'diego mara juno leonard',
    comments: [
      ['leonard', 'It is in my hall. I thought it was mine. It is longer than mine.'],
      ['tansy', '> Ten minutes. Bring biscuits.'],
    ],
  },
  {
    key: 'mara-table',
    who: 'mara',
    daysAgo: 1.8,
    caption:
      'Oak, two leaves, no screws. It took the winter. It stands in the hall from Saturday, and it is for everyone. #workshop',
    pictures: [
      ['woods', 'square', 'The wood that the table was made of, still standing'],
      ['evening', 'square', 'The table by lamplight'],
      ['harbour', 'square', 'The view from the workshop'],
    ],
    likedBy: 'juno ruth sanne padraig layla tansy kwame leonard misaki luca clem esi fatima tom',
    comments: [
      ['ruth', 'I shall sit at its head and nobody will say a word.'],
      ['kwame', 'No screws!'],
      ['juno', 'Who may spill the first wine?'],
    ],
  },
  {
    key: 'night-boat',
    who: 'diego',
    daysAgo: 1.1,
    caption: 'Night crossing. Nothing to hear but the rope.',
    pictures: [['night', 'tall', 'Sails under a small moon']],
    audience: 'followers',
    likedBy: 'mara tansy',
  },
  {
    key: 'concert',
    who: 'zodwa',
    daysAgo: 0.6,
    caption: 'Sunday at four. Sopranos: the F is not a suggestion. #choir',
    pictures: [['woods', 'wide', 'The hall among its trees on a mild evening']],
    likedBy: 'ruth jerome misaki mara',
    comments: [['jerome', 'The basses are ready. The basses are always ready.']],
  },
  {
    key: 'bread',
    who: 'sanne',
    daysAgo: 0.2,
    caption: 'Forty loaves for the table on Saturday. Thirty-nine. #harbour',
    pictures: [
      ['meadow', 'wide', 'The field that the flour comes from'],
      ['dawn', 'square', 'Five in the morning, from the bakery door'],
    ],
    likedBy: 'mara juno',
  },
]
