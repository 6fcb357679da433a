/** People of Harbour Street who are mentioned together. */
export interface StoryCircle {
  handle: string
  title: string
  description: string
  members: string
  daysAgo: number
}

export const circles: readonly StoryCircle[] = [
  {
    handle: 'keys',
    title: 'Holders of the keys',
    description: 'Whoever can open the hall when you stand before it',
    members: 'mara ruth leonard esi',
    daysAgo: 78,
  },
  {
    handle: 'basses',
    title: 'The basses',
    description: 'Second from the back, first at the table',
    members: 'jerome leonard tom',
    daysAgo: 75,
  },
  {
    handle: 'stagecrew',
    title: 'Stage crew',
    description: 'Lamps, sound, sea',
    members: 'walter diego mara tom tansy',
    daysAgo: 60,
  },
  {
    handle: 'firstaid',
    title: 'First aid',
    description: 'The two who know where the blue box is',
    members: 'priya annika',
    daysAgo: 52,
  },
]
