import type { Talk } from './talk.ts'

/** A direct conversation is named by its two people. */
export const directsTalk: readonly Talk[] = [
  {
    in: 'mara+juno',
    daysAgo: 36,
    time: '23:20',
    lines: [
      ['juno', 'are you awake'],
      ['mara', 'I am now'],
      ['juno', 'I finished the bowl. it’s blue. it’s the *right* blue'],
      ['mara', 'The harbour-at-six blue?'],
      ['juno', 'the harbour at ten past six, in february', { re: 1 }],
      ['mara', 'Show me tomorrow. Bring it to breakfast, we’ll put eggs in it.'],
      ['juno', 'you don’t put EGGS in the right blue', { edit: 'you don’t put *eggs* in the right blue' }],
    ],
  },
  {
    in: 'mara+juno',
    minutesAgo: 21,
    lines: [
      ['juno', 'can I come early tonight and hide from my inbox'],
      ['mara', 'From six. There’s soup and a cat that isn’t mine.'],
      ['juno', 'biscuit??', { re: 1 }],
      ['mara', 'Who else', { re: 1 }],
      ['juno', 'bringing tins', { wait: 5 }],
      ['juno', 'from the bus. LOOK at it', { photos: ['evening'], reactions: { '🧡': 'mara' } }],
      ['juno', '', { spokenSeconds: 9 }],
      ['juno', 'also I have a drawing for the app name thing. don’t tell sanne yet'],
    ],
  },
  {
    in: 'mara+ruth',
    daysAgo: 9,
    time: '23:10',
    lines: [
      [
        'ruth',
        'Dear Mara, I could not sleep after tonight, so I write to you, because you were standing next to me and will know what I mean.',
      ],
      [
        'ruth',
        'When I began this choir we were nine, in the front room of number 12, and the piano had two dead keys, so that everything we sang was in a way composed around them. Margaret stood where you stand now. She had a voice like brown bread. I don’t mean that it was plain; I mean that one could have lived on it.\n\nShe has been gone for twenty-six years. I do not think of her every day any more, and I have stopped being ashamed of that. But tonight, in the last verse, when you all came in underneath, I heard it, the brown bread, quite distinctly, to my left. I did not dare to turn my head. I am eighty-one years old and I know perfectly well that it was you.\n\nThank you. You need not answer this. Sleep well.\n\nRuth',
      ],
      [
        'mara',
        'I’m sitting on my kitchen floor. I won’t say anything clever. Thank you, Ruth. I’ll stand there as long as you want me to.',
        { wait: 14 },
      ],
      ['ruth', 'Good. And stand up straight.', { wait: 480 }],
    ],
  },
  {
    in: 'mara+ruth',
    minutesAgo: 95,
    lines: [
      ['ruth', 'Would you look at my kitchen window when you have a moment? It sticks.'],
      ['mara', 'After four? I’ll bring the plane.'],
      ['ruth', 'An aeroplane seems excessive, but you know your trade.', { re: 1 }],
    ],
  },
  {
    in: 'mara+sanne',
    daysAgo: 16,
    time: '10:10',
    lines: [
      [
        'sanne',
        'Can the cupboard take another disk? The backups of this thing go to my flat every night but I’d like a second copy that isn’t mine.',
      ],
      ['mara', 'There’s room above the mop. How big?'],
      ['sanne', 'Two terabytes is the smallest one can buy. We need three gigabytes.'],
      ['mara', 'So it’s for the next six hundred years'],
      [
        'sanne',
        '`rsync -a --delete data/ /mnt/copy/` every night at three. I wrote it on a label and stuck it on the mop.',
        { wait: 200 },
      ],
    ],
  },
  {
    in: 'mara+kwame',
    daysAgo: 24,
    time: '17:17',
    lines: [
      ['kwame', 'Your hub is done. It had about a spoon of the North Sea in it.'],
      ['mara', 'That’ll be the ford. What do I owe you?'],
      ['kwame', 'Shelf?'],
      ['mara', 'Shelf.', { re: 1 }],
    ],
  },
  {
    in: 'mara+layla',
    daysAgo: 7,
    time: '13:13',
    lines: [
      ['layla', 'مرحبا مارا! هل تستطيعين أن تأتي إلى البيت الزجاجي غداً؟ السقف يقطر قليلاً.'],
      ['mara', 'I got as far as مرحبا, and was very proud. Translation?'],
      [
        'layla',
        'Ha! “Can you come to the greenhouse tomorrow, the roof drips a little.” You will be fluent by spring.',
      ],
      ['mara', 'Tomorrow at ten. *I* will say صباح الخير and nothing else.'],
      ['layla', 'ممتاز 🌿'],
    ],
  },
  {
    in: 'mara+ines',
    daysAgo: 4,
    time: '00:30',
    lines: [
      ['ines', 'Tell me honestly. Is it any good?'],
      ['mara', 'It’s half past midnight and I’m still up because I can’t stop thinking about the gull. Yes.'],
      ['ines', 'OK', { re: 1 }],
      ['ines', 'OK good'],
      ['ines', 'The *gull*??'],
    ],
  },
  {
    in: 'mara+misaki',
    daysAgo: 14,
    time: '16:40',
    lines: [
      ['misaki', '猫がピアノの上で寝ています。The cat sleeps on the piano, so no practice today.'],
      ['mara', 'Which cat?'],
      ['misaki', 'Grey. One white sock.', { re: 1 }],
      ['mara', 'That cat has more keys to this street than I have'],
    ],
  },
  {
    in: 'mara+padraig',
    minutesAgo: 1500,
    lines: [
      ['padraig', 'mara how do I make the picture of myself'],
      ['mara', 'You have one! The cap and the moustache. It looks just like you.'],
      ['padraig', 'I thought that was somebody else'],
      ['padraig', 'handsome fella', { wait: 2 }],
    ],
  },
  {
    in: 'mara+leonard',
    daysAgo: 3,
    time: '21:05',
    lines: [
      ['leonard', 'A question in confidence. The garters. Do they look as bad as they feel?'],
      ['mara', 'Leonard, they look *magnificent*. That is exactly what is bad about them.'],
      ['leonard', 'I shall treasure that sentence, and never repeat it.'],
    ],
  },
  {
    in: 'mara+zhiming',
    daysAgo: 10,
    time: '11:11',
    lines: [
      ['zhiming', '桌子修好了嗎？Is the table ready?'],
      ['mara', 'Friday. I’m waiting for the oil to dry.'],
      ['zhiming', '慢工出細活。Slow work makes fine things. But the chess players eat on the floor.'],
      ['mara', 'Thursday then'],
    ],
  },
  {
    in: 'mara+serhiy',
    daysAgo: 19,
    time: '19:19',
    lines: [
      ['serhiy', 'Мамо передає вітання. My mother says hello and asks whether you are eating.'],
      ['mara', 'Tell her that I am, and that the varenyky are gone.'],
      ['serhiy', 'This was a mistake. There are forty more on the way.', { re: 1 }],
    ],
  },
  {
    in: 'mara+priya',
    daysAgo: 21,
    time: '07:07',
    lines: [
      ['priya', 'How’s the thumb?'],
      ['mara', 'Attached. Thank you for the four stitches and the lecture.'],
      ['priya', 'Stitches out on Thursday. The lecture stays in.'],
    ],
  },
  {
    in: 'mara+luca',
    daysAgo: 2,
    time: '05:02',
    lines: [
      [
        'luca',
        'I know that you sleep. When you wake up: there is a warm ciabatta on your door handle. It’s for the oven door. It closes now!!',
      ],
      ['mara', 'Best invoice I ever got paid', { wait: 130 }],
    ],
  },
  {
    in: 'mara+tansy',
    minutesAgo: 172,
    lines: [
      ['tansy', 'mara are you at the hall'],
      ['tansy', 'I left my script and I KNOW I’m supposed to be off book'],
      ['tansy', 'please don’t tell Inés'],
    ],
  },
  {
    in: 'fionn+sanne',
    daysAgo: 1,
    time: '22:22',
    lines: [
      ['fionn', 'I put the index back. And a comment that says never to clean it up.'],
      ['sanne', 'Signed?'],
      ['fionn', 'Signed. In shame.', { re: 1 }],
    ],
  },
  {
    in: 'clem+bjorn',
    daysAgo: 23,
    time: '10:01',
    lines: [
      ['clem', 'Would heap three mind a bag of seaweed?'],
      ['bjorn', 'Clementine, heap three has been *dreaming* of seaweed.'],
    ],
  },
  {
    in: 'esi+luca',
    daysAgo: 8,
    time: '15:45',
    lines: [
      ['esi', '120 pieces. Can your oven take four trays at once?'],
      ['luca', 'It can take six and a prayer'],
    ],
  },
  {
    in: 'maria+ines',
    daysAgo: 6,
    time: '18:52',
    lines: [
      ['maria', 'Чулки готовы. The stockings are ready. I had to wear sunglasses.'],
      ['ines', 'Maria. I kiss your hands.'],
    ],
  },
  {
    in: 'walter+ines',
    daysAgo: 2,
    time: '23:50',
    lines: [
      ['walter', 'Wegen der Brummstimme: der neue Dimmer steht auf Gummi. It hums no more.'],
      ['ines', 'I almost miss it'],
    ],
  },
]
