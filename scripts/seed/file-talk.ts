/** Something said about a file of a project; `re` answers an earlier one of the same file, by its place in the list. */
export interface Remark {
  file: string
  who: string
  daysAgo: number
  body: string
  re?: number
  /** It settles what it answers. */
  settles?: true
}

/** By the key of the project, oldest first. */
export const fileTalk: Record<string, readonly Remark[]> = {
  boathouse: [
    {
      file: 'Ground floor.pdf',
      who: 'kwame',
      daysAgo: 18.6,
      body: 'The door opens inwards on this plan. With the boats in it has to open outwards.',
    },
    { file: 'Ground floor.pdf', who: 'juno', daysAgo: 18.2, re: 0, settles: true, body: 'Right, and it does now.' },
    {
      file: 'Budget.csv',
      who: 'ruth',
      daysAgo: 2.1,
      body: '@bjorn is the second visit of the roofers in the 2,893, or does it come on top?',
    },
    { file: 'Budget.csv', who: 'bjorn', daysAgo: 2, re: 0, body: 'In it. I asked twice.' },
    { file: 'Budget.csv', who: 'ines', daysAgo: 1.9, re: 0, body: 'And the third one we buy them lunch.' },
    {
      file: 'Budget.csv',
      who: 'kwame',
      daysAgo: 1.2,
      body: 'The oak is what I paid in May. It will not be that again.',
    },
  ],
  cookbook: [
    {
      file: 'Smoked mackerel on rye.md',
      who: 'luca',
      daysAgo: 1.2,
      body: 'Twenty minutes is too long over alder. Twelve, and open the lid once.',
    },
  ],
}
