import type { Thread } from './thread.ts'

export const gardenTalk: readonly Thread[] = [
  {
    in: 'garden',
    daysAgo: 74,
    time: '17:30',
    lines: [
      ['bjorn', 'Heap two reached **64 °C** this afternoon. I have never been so happy.'],
      ['clem', 'Bjørn, you said that about heap one'],
      ['bjorn', 'Heap one was only a beginning'],
      [
        'bjorn',
        'Since people ask (nobody asked): a good heap is a lasagne. Brown, green, brown, green, and a little old heap between, like salt. What goes wrong is nearly always one of four things.\n\nIt is too wet: then it stinks, and you must fork in cardboard, torn small, not the shiny sort. It is too dry: then the ants move in, and you must water it like a plant. It is too small: a heap below a cubic metre never warms, which is why the little plastic daleks that the council sends are good for hiding spades and nothing else. Or it has no air: then turn it, from the outside to the inside, once a week while it is hot and once a month when it is not.\n\nAnd please, **please**: no cooked food. The rats have a better social life than we have.',
      ],
      ['padraig', 'I have read that twice and I would like it framed'],
      ['fatima', 'I taught for forty years and never had a pupil love anything as Bjørn loves rot. ما شاء الله'],
      ['amara', 'What about coffee?'],
      ['bjorn', 'Green! Coffee is green.', { re: 1 }],
      ['amara', 'It is… very much brown'],
      ['bjorn', 'In its *heart* it is green', { re: 1 }],
    ],
  },
  {
    in: 'garden',
    daysAgo: 52,
    time: '08:12',
    lines: [
      ['clem', 'Frost tonight, first of the year. Who has tender things?'],
      ['layla', 'The greenhouse stays at 4 °C if the vents are shut. There is room on the left bench.'],
      ['annika', 'Beet 3: Dahlien noch draußen! I can’t come before eight'],
      ['padraig', 'I’ll lift them for you. I’m there anyway, talking to the leeks.'],
      ['annika', 'Danke, du bist ein Engel', { re: 1 }],
      [
        'padraig',
        'ten tubers lifted and in the blue crate, labelled as best I could. One is called “pink?”',
        { wait: 410 },
      ],
      ['annika', '“pink?” is my favourite variety from now on'],
    ],
  },
  {
    in: 'garden',
    daysAgo: 26,
    time: '14:05',
    lines: [
      ['zhiming', 'Who has planted chives in bed 11? They are too good. I will steal them.'],
      ['esi', 'Mine. You may steal a third.'],
      ['zhiming', 'Thank you. 韭菜餃子 on Friday, you get a third.', { re: 1 }],
      ['mara', 'And who audits the thirds?'],
      ['clem', 'The auditor eats first, that is the custom', { re: 1 }],
    ],
  },
  {
    in: 'garden',
    daysAgo: 4,
    time: '11:20',
    lines: [
      [
        'layla',
        'The new cold frame: I measured again and it is 1,180 mm, not 1,200. So the old windows fit with 5 mm on each side. A miracle.',
      ],
      ['mara', 'I can cut the frame on Saturday. Larch or what’s left of the stage floor?'],
      ['layla', 'The stage floor! It has heard so much Shakespeare.'],
      ['bjorn', 'Then the lettuces will be tragic'],
      ['clem', 'Cos lettuce they are 🥬'],
      ['layla', 'Clementine.', { re: 1 }],
      ['fatima', 'I laughed on the bus. Everybody looked.'],
      [
        'mara',
        'Cut list:\n\n- 2 × 1,180 mm\n- 3 × 620 mm\n- 1 × 1,116 mm (the lid)\n\nHinges I have. Glue I have. Patience until about four o’clock.',
      ],
      [
        'clem',
        'The beds this morning, before anybody stole from them',
        { wait: 95, photos: ['garden', 'woods', 'harbour'] },
      ],
      ['bjorn', 'I see heap one in the corner. I see it clearly.'],
    ],
  },
  {
    in: 'garden',
    minutesAgo: 143,
    lines: [
      ['padraig', 'Gate was open this morning and a deer had been in bed 2'],
      ['amara', 'My chard??'],
      ['padraig', 'Your chard.', { re: 1 }],
      ['amara', 'I hope it was at least a beautiful deer'],
      ['padraig', 'I only saw the back of it'],
      ['bjorn', 'It left a contribution. I have collected it.'],
      ['clem', 'Of course you have', { wait: 9 }],
      ['clem', 'I’ll fix the latch after work. Has anyone got an M8 bolt, about 60 mm?'],
    ],
  },
]
