import { csv, paper, pdf } from './papers.ts'
import { photo } from './scenes.ts'
import type { SceneName } from './scenes.ts'

/** A file that somebody brings into a project; the same path again is its next version. */
export interface StoryFile {
  /** Folders with a slash between, `''` for the top. */
  folder: string
  who: string
  daysAgo: number
  make: () => Promise<File> | File
  isPinned?: true
}

const picture = async (name: string, scene: SceneName, width: number, height: number): Promise<File> =>
  new File([await photo(scene, width, height)], name, { type: 'image/jpeg' })

const schedule = (roof: string, floor: string): File =>
  paper('Schedule.md', [
    '# Schedule',
    '',
    '| What | Who | Until |',
    '| --- | --- | --- |',
    `| Roof, both sides | Bjørn and the slater | ${roof} |`,
    `| Floor, sanded twice | Kwame | ${floor} |`,
    '| Lamps | Diego | end of March |',
    '| Masks in their corner | Inés | when it is dry |',
    '',
    '## Still open',
    '',
    '- [ ] Who has the second key?',
    '- [x] Skip for the old slates',
    '- [ ] Insurance, **before** anybody climbs',
  ])

const budget = (roof: number, isGranted: boolean): File =>
  csv('Budget.csv', [
    ['Item', 'Supplier', 'Quoted', 'Paid', 'Note'],
    ['Ridge and slates', 'Hallam & Daughter', roof, 0, 'two visits'],
    ['Oak, 40 m', 'Kwame', 380, 380, 'do not ask'],
    ['Nails, brackets, glue', 'Harbour Hardware', 142.5, 142.5, ''],
    ['Lamps, nine of them', 'Diego', 210, 0, 'second-hand, rewired'],
    ['Paint', 'Give and take', 0, 0, 'white, "and a bit of green"'],
    ['Council grant', '', isGranted ? -1_900 : 0, 0, isGranted ? 'promised' : 'asked for'],
  ])

/** By the key of the project. */
export const projectFiles: Record<string, readonly StoryFile[]> = {
  boathouse: [
    {
      folder: 'Quotes',
      who: 'bjorn',
      daysAgo: 42.9,
      make: () =>
        pdf('Roof quote.pdf', [
          'Quote: ridge and slates',
          'Hallam & Daughter, Roofers, Harbour Street 31',
          '',
          'For the boat house at the end of the mole, both sides.',
          '',
          '  Scaffold, six days ................................ 640.00',
          '  Ridge tiles, 11 m ................................. 418.00',
          '  Slates, 160, of which 40 are yours ................ 720.00',
          '  Lead, one roll .................................... 135.00',
          '  Work .............................................. 980.00',
          '',
          '  In all ........................................... 2,893.00',
          '',
          'We need a dry week and somebody with a key. The rest is prayer.',
        ]),
    },
    {
      folder: 'Quotes',
      who: 'kwame',
      daysAgo: 30,
      make: () =>
        pdf('Floor.pdf', [
          'Floor: what it takes',
          '',
          'Joists every 40, boards of 22 mm, oil twice.',
          'Three weekends with four people.',
        ]),
    },
    { folder: '', who: 'bjorn', daysAgo: 40, make: () => budget(2_893, false) },
    {
      folder: '',
      who: 'mara',
      daysAgo: 39,
      make: () => schedule('end of January', 'middle of February'),
      isPinned: true,
    },
    {
      folder: 'Plans',
      who: 'juno',
      daysAgo: 20,
      make: () =>
        new File(
          [
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 260"><rect x="20" y="20" width="360" height="220" fill="none" stroke="#234357" stroke-width="6"/><path d="M20 150h150M170 150v90" stroke="#234357" stroke-width="4"/><text x="60" y="200" font-size="18">Masks</text><text x="230" y="120" font-size="18">Hall</text></svg>',
          ],
          'Ground floor.svg',
          { type: 'image/svg+xml' },
        ),
    },
    {
      folder: 'Plans',
      who: 'juno',
      daysAgo: 19.8,
      make: () =>
        pdf('Ground floor.pdf', [
          'Ground floor',
          '',
          'Hall 9.2 x 6.1 m. Door to the slipway 2.4 m.',
          'The dry corner is the one by the stove.',
        ]),
    },
    { folder: 'Photos', who: 'juno', daysAgo: 18, make: () => picture('From the mole.jpg', 'harbour', 1_600, 1_067) },
    { folder: 'Photos', who: 'ines', daysAgo: 17.5, make: () => picture('Evening light.jpg', 'evening', 1_600, 1_067) },
    { folder: 'Photos', who: 'mara', daysAgo: 17, make: () => picture('Oak, before.jpg', 'woods', 1_067, 1_600) },
    { folder: '', who: 'mara', daysAgo: 11, make: () => schedule('end of February', 'middle of March') },
    { folder: '', who: 'bjorn', daysAgo: 2.2, make: () => budget(2_893, true), isPinned: true },
    {
      folder: '',
      who: 'kwame',
      daysAgo: 1.1,
      make: () =>
        paper('joists.py', [
          '"""How many joists, how far apart, how much oak."""',
          '',
          'LENGTH_M = 9.2',
          'APART_M = 0.40',
          'WASTE = 1.08',
          '',
          '',
          'def joists(length: float, apart: float) -> int:',
          '    return int(length / apart) + 1',
          '',
          '',
          'count = joists(LENGTH_M, APART_M)',
          'print(f"{count} joists, {count * 6.1 * WASTE:.0f} m of oak")',
        ]),
    },
    {
      folder: 'Photos',
      who: 'ines',
      daysAgo: 0.4,
      make: () => picture('Where the masks go.jpg', 'garden', 1_600, 1_067),
    },
  ],
  lanterns: [
    {
      folder: '',
      who: 'misaki',
      daysAgo: 3,
      isPinned: true,
      make: () =>
        pdf('Lantern, step by step.pdf', [
          'A lantern in nine folds',
          '',
          '1  Fold the sheet in half, longways.',
          '2  And again.',
          '3  Cut along the fold, a finger apart, not to the edge.',
          '4  Open it. Do not sigh.',
          '5  Glue edge to edge.',
          '6  Wire through the top, both sides.',
          '7  A handle, if small hands carry it.',
          '8  A lamp inside. Never a candle.',
          '9  Show somebody.',
        ]),
    },
    { folder: 'Pictures', who: 'misaki', daysAgo: 2.9, make: () => picture('Try-out.jpg', 'evening', 1_600, 1_067) },
    {
      folder: '',
      who: 'diego',
      daysAgo: 4,
      make: () =>
        csv('Stewards.csv', [
          ['Place', 'From', 'To', 'Who'],
          ['Bridge', '18:30', '21:00', 'Diego, Tom'],
          ['Steps', '18:30', '21:00', 'Amara'],
          ['Slipway', '19:00', '22:00', 'Priya, Fatima'],
        ]),
    },
  ],
  cookbook: [
    {
      folder: 'Chapter 4',
      who: 'esi',
      daysAgo: 1.5,
      make: () =>
        paper('Smoked mackerel on rye.md', [
          '# Smoked mackerel on rye',
          '',
          'For four, or for one who is sad.',
          '',
          '- 2 mackerel, smoked',
          '- 8 slices of rye bread',
          '- 1 lemon, horseradish, *a lot* of dill',
          '',
          'Take the bones out twice. Do not be shy with the lemon.',
        ]),
    },
    { folder: 'Chapter 4', who: 'esi', daysAgo: 1.4, make: () => picture('Mackerel.jpg', 'harbour', 1_200, 860) },
    {
      folder: '',
      who: 'layla',
      daysAgo: 9,
      make: () =>
        csv('Recipes.csv', [
          ['Chapter', 'Recipe', 'Kitchen', 'Tasted'],
          [1, 'Lentils with burnt onion', 'Layla', 'yes'],
          [2, 'Dumplings, folded badly', 'Zhiming', 'yes'],
          [2, 'Pasta from nothing', 'Luca', 'yes'],
          [4, 'Smoked mackerel on rye', 'Esi', 'no'],
        ]),
    },
  ],
  fridge: [
    {
      folder: '',
      who: 'fatima',
      daysAgo: 20,
      make: () => paper('Rules.md', ['# The fridge', '', '1. Label it.', '2. No durian.', '3. The last one wipes.']),
    },
  ],
}
