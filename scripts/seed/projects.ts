/** A project of Harbour Street. Mara is in those that name her. */
export interface StoryProject {
  key: string
  name: string
  description: string
  color: 'persimmon' | 'moss' | 'sky' | 'plum' | 'sand' | 'rose' | 'teal' | 'slate'
  visibility: 'private' | 'open'
  /** The first begins it. */
  editors: string
  commenters?: string
  readers?: string
  daysAgo: number
  /** Which of the drawn scenes is its cover. */
  cover?: 'harbour' | 'garden' | 'woods' | 'evening'
  isArchived?: true
  /** Conversations beside the main one, with what is said in them. */
  talks?: readonly { title: string; members?: string; lines: readonly Line[] }[]
  /** What is said in the main one. */
  lines?: readonly Line[]
}

/** Who, what, and how many days ago. */
export type Line = readonly [who: string, body: string, daysAgo: number]

export const projects: readonly StoryProject[] = [
  {
    key: 'boathouse',
    name: 'The boat house',
    description:
      'The old boat house at the end of the mole gets a roof, a floor and a purpose. We open it on the first of May, whatever the weather.',
    color: 'sky',
    visibility: 'private',
    editors: 'mara bjorn juno kwame ines',
    commenters: 'walter ruth',
    readers: 'leonard',
    daysAgo: 44,
    cover: 'harbour',
    lines: [
      ['bjorn', 'Went up the ladder today. It is the ridge, not the slates. That is good news.', 43],
      ['mara', 'Good news costs what?', 43],
      ['bjorn', 'I put the quote into Files. Sit down before you open it.', 42.9],
      ['juno', 'The plan of the ground floor is there too. Comments please, before I build a model of it.', 20],
      ['ines', 'Where do the masks go? There must be a dry corner for the masks.', 19.5],
      ['kwame', 'I have forty metres of oak. Do not ask.', 6],
      ['mara', 'I am asking.', 5.9],
      ['bjorn', 'Slater comes on Thursday at eight. Somebody has to be there with a key.', 0.3],
    ],
    talks: [
      {
        title: 'Roof and floor',
        lines: [
          ['kwame', 'Joists every 40 or every 50?', 12],
          ['bjorn', 'Every 40. It will hold dancers.', 11.9],
          ['juno', 'It will hold the choir, even.', 1.2],
        ],
      },
      {
        title: 'Opening day',
        lines: [
          ['ines', 'A procession from the Little Theatre, with lanterns.', 8],
          ['ruth', 'And the choir on the slipway. Two songs, no more.', 7.8],
        ],
      },
      {
        title: 'Money',
        members: 'mara bjorn',
        lines: [['bjorn', 'The council pays a third if we hand in the budget by Friday.', 2]],
      },
    ],
  },
  {
    key: 'lanterns',
    name: 'Lantern night',
    description: 'Four hundred paper lanterns, one evening, no wind if you please.',
    color: 'persimmon',
    visibility: 'open',
    editors: 'ines mara diego tansy misaki',
    commenters: 'priya amara',
    readers: 'fatima tom',
    daysAgo: 30,
    lines: [
      ['ines', 'Paper is ordered. Wire is Tansy’s.', 29],
      ['tansy', 'Wire is cut!', 9],
      ['misaki', 'I made a pattern that a child of six can fold. It is in Files, with pictures.', 3],
      ['diego', 'Tried it with a man of forty. Confirmed.', 2.8],
    ],
    talks: [{ title: 'Routes and stewards', lines: [['diego', 'Two at the bridge, one at the steps.', 4]] }],
  },
  {
    key: 'cookbook',
    name: 'Harbour Street cookbook',
    description: 'Eighty recipes, thirty kitchens, one spine. Layla edits, everybody burns something.',
    color: 'moss',
    visibility: 'private',
    editors: 'layla mara esi amara padraig zhiming luca',
    daysAgo: 61,
    cover: 'garden',
    lines: [
      ['layla', 'Third round of tasting on Sunday. Bring spoons, not opinions.', 10],
      ['padraig', 'My spoon has an opinion.', 9.9],
      ['esi', 'Chapter four is in. It is all fish. I am not sorry.', 1.5],
    ],
  },
  {
    key: 'party',
    name: 'Street party',
    description: 'Done, swept, and talked about.',
    color: 'plum',
    visibility: 'private',
    editors: 'mara tom clem',
    daysAgo: 78,
    isArchived: true,
    lines: [['tom', 'All forty benches are back where they came from.', 70]],
  },
  {
    key: 'fridge',
    name: 'Community fridge',
    description: 'The fridge by number 4: who fills it, who cleans it, what went in the night.',
    color: 'teal',
    visibility: 'open',
    editors: 'fatima annika serhiy harpreet',
    daysAgo: 25,
    lines: [['annika', 'Cleaned. Whoever left the durian: thank you, and never again.', 3]],
  },
]
