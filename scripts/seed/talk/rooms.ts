import type { Talk } from './talk.ts'

/** The smaller channels. */
export const roomsTalk: readonly Talk[] = [
  {
    in: 'school',
    daysAgo: 62,
    time: '20:30',
    lines: [
      [
        'priya',
        'Thank you for coming tonight. To sum up: the school crossing. The council says that nobody has complained. So let us complain, kindly, all of us, in one week.',
      ],
      [
        'annika',
        'I made a list: who writes when, so that it’s one letter every day. Montag Priya, Dienstag ich, Mittwoch Amara …',
      ],
      ['amara', 'Of course you made a list 😂 I’m in'],
      [
        'fatima',
        'I taught the councillor. I shall write to her mother.',
        { edit: 'I taught the councillor. I shall write to her, and to her mother.' },
      ],
      ['priya', 'Fatima that is devastating', { re: 1 }],
      ['layla', 'I can draw how the crossing could look. A drawing is harder to answer than a letter.'],
      [
        'priya',
        '**They are building it.** Before Christmas. The councillor says that she “heard from many sides, including home”.',
        { wait: 20200 },
      ],
      ['fatima', 'الحمد لله. She was always a good girl.'],
    ],
  },
  {
    in: 'school',
    daysAgo: 13,
    time: '07:20',
    lines: [
      ['amara', 'Is it swimming today or tomorrow?'],
      ['sanne', 'Tomorrow. Today is *recorder*. I’m so sorry.'],
      ['amara', 'There are two of them. TWO recorders.'],
      ['harpreet', 'We own ear protectors in the workshop, children’s and adults’ sizes'],
    ],
  },
  {
    in: 'school',
    minutesAgo: 400,
    lines: [
      [
        'priya',
        'There is chickenpox in year 2. Nothing to worry about, but tell me if you are pregnant or have a newborn at home.',
      ],
      ['annika', 'Danke. Liam has three spots, he is very proud of them.'],
      ['layla', 'Noor counted hers: 41. We are now in a competition.'],
      ['amara', 'Mine have none and are furious', { wait: 15 }],
      ['priya', 'Oat bath, short nails, cartoons. Doctor’s orders.', { wait: 12 }],
    ],
  },
  {
    in: 'give',
    daysAgo: 58,
    time: '11:00',
    lines: [
      ['ruth', 'To give away: a standard lamp, brass, it has seen three husbands and outlived two. Works.'],
      ['juno', 'me!! me please'],
      ['ruth', 'It is yours, dear. Mind, it leans a little when you talk to it.', { re: 1 }],
      ['maria', 'I look for: buttons. All buttons. No button is too ugly.'],
      ['tom', 'I have a jar from my nan. There’s a tooth in it.'],
      ['maria', 'I will take the tooth too, it’s theatre', { re: 1 }],
    ],
  },
  {
    in: 'give',
    daysAgo: 20,
    time: '13:40',
    lines: [
      ['luca', 'Sourdough starter, 9 years old, name is Gianni. I have too much of him.'],
      ['clem', 'I would be honoured'],
      ['annika', 'Me too! What does he eat?'],
      ['luca', 'Flour and water once a day, and compliments.', { re: 1 }],
      ['padraig', 'anyone want 40 leeks'],
      ['padraig', 'this is not a joke'],
    ],
  },
  {
    in: 'give',
    minutesAgo: 265,
    lines: [
      ['kwame', 'Three pairs of children’s wellies, sizes 25, 28, 30. Outgrown, not outworn.'],
      ['amara', '28 and 30 please!! 🙏'],
      ['esi', '25 for my grandniece?'],
      ['kwame', 'All gone, within four minutes. They stand outside number 9.', { re: 2 }],
    ],
  },
  {
    in: 'board',
    daysAgo: 40,
    time: '18:00',
    lines: [
      [
        'harpreet',
        'Accounts to the end of the quarter:\n\n| | in | out |\n|---|---|---|\n| hall | 2,140 | 1,230 |\n| workshop | 611 | 190 |\n| theatre | 980 | 1,411 |\n\nThe theatre will earn it back in two nights, if Walter leaves the dimmer where it is.',
      ],
      ['leonard', 'He will not leave the dimmer where it is.'],
      ['ruth', 'Then I propose that we vote the dimmer in now, and all sleep better.'],
      ['priya', 'Seconded'],
      ['mara', 'Aye'],
      ['leonard', 'Carried. That was four minutes. If only the others knew.'],
    ],
  },
  {
    in: 'board',
    daysAgo: 3,
    time: '09:30',
    lines: [
      ['leonard', 'The roofer can begin on the 30th. He needs the upper hall empty for nine days.'],
      ['ruth', 'The choir can sing in the church, I know where the key hangs.'],
      [
        'mara',
        'I’ll move the stage blocks with Tom on Friday evening. @harpreet is the second instalment due before or after?',
      ],
      ['harpreet', 'After. I read the contract twice, the second time with my mother.'],
    ],
  },
  {
    in: 'table',
    daysAgo: 56,
    time: '19:20',
    lines: [
      [
        'esi',
        'By popular demand, the groundnut soup. For eight, or for Jérôme:\n\n- 1 chicken, in pieces\n- 400 g groundnut paste, **no sugar in it**\n- 6 tomatoes, 2 onions, a thumb of ginger\n- 1 scotch bonnet, *whole*. If it bursts, that is between you and God\n\nSteam the chicken with onion and ginger in its own water. Loosen the paste with hot stock, strain the tomatoes in, and then leave it alone until the oil rises. You will want to stir. Do not stir.',
      ],
      ['jerome', 'I stirred once. She knew.'],
      ['layla', 'يا سلام. Making it on Friday'],
      ['zhiming', 'The oil must rise. Same in Sichuan. 一樣的道理。'],
      ['luca', 'And bread for after. Not before. After.'],
    ],
  },
  {
    in: 'table',
    daysAgo: 43,
    time: '12:31',
    lines: [
      ['maria', 'Борщ или борш? In my house the war about beetroot has begun again.'],
      ['fatima', 'In my house it is lentils: red or brown. Forty years.'],
      ['zhiming', 'With us: is a dumpling boiled or fried? My brother moved to Canada.'],
      ['esi', 'Come on Sunday, all of you, and we shall cook every one of them.'],
      ['mara', 'I’ll bring the long table'],
    ],
  },
  {
    in: 'chess',
    daysAgo: 30,
    time: '16:00',
    lines: [
      ['zhiming', 'Today: Noam 2, Walter 2, Pádraig 0. Pádraig washes up.'],
      ['padraig', 'I was distracted by the dumplings'],
      ['noam', '`14. Nxf7!` and he reached for the soy sauce'],
    ],
  },
  {
    in: 'swim',
    daysAgo: 11,
    time: '05:20',
    lines: [
      ['annika', '9,4 Grad! Wer kommt?'],
      ['fionn', 'No'],
      ['kwame', 'Yes'],
      ['fionn', 'fine'],
      ['priya', 'As your doctor: two minutes. As your friend: get in.'],
    ],
  },
  {
    in: 'lost',
    daysAgo: 25,
    time: '10:00',
    lines: [
      ['esi', 'Found under the piano: 7 pencils, 1 glove, 1 earring (a parrot), half a sandwich.'],
      ['tom', 'The sandwich is mine'],
      ['ruth', 'It *was*.', { re: 1 }],
    ],
  },
]
