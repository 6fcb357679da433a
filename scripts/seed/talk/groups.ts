import type { Talk } from './talk.ts'

export const groupsTalk: readonly Talk[] = [
  {
    in: 'dinner',
    minutesAgo: 47,
    lines: [
      ['luca', '@all tonight: what do we say to lasagne', { reactions: { '😋': 'kwame sanne layla' } }],
      ['juno', 'we say COME IN, LASAGNE', { reactions: { '🚪': 'luca', '😂': 'sanne kwame' } }],
      ['kwame', 'Half seven? I close the workshop at seven and need to find my hands again'],
      ['layla', 'I have a call with Beirut until 19:15, then yes. I bring تبولة'],
      ['sanne', 'I’ll bring the wine that Noam says is “technically correct”'],
      ['mara', 'Table’s at mine then. Six chairs, one is a ladder.'],
      ['juno', 'dibs on the ladder', { re: 1 }],
    ],
  },
  {
    in: 'concert',
    daysAgo: 35,
    time: '14:14',
    lines: [
      [
        'zodwa',
        'Who does what, as agreed:\n\n- **Mara**: risers, keys\n- **Ruth**: programme, and being Ruth\n- **Misaki**: piano, tuner\n- **Esi**: interval\n- **Diego**: two microphones, recording',
      ],
      ['diego', 'stereo pair above the third row, nobody will see it'],
      ['ruth', 'I have written the programme notes. They begin in 1979.'],
      ['misaki', 'チューナーさんに電話しました。I called the tuner.'],
      ['esi', 'Ginger cake, 120 pieces. Do not let the basses in early.'],
    ],
  },
  {
    in: 'concert',
    minutesAgo: 510,
    lines: [
      ['diego', 'Test recording from Tuesday is on the stick in the cupboard. It is… really good?'],
      ['zodwa', 'Say it without the question mark'],
      ['diego', 'It is really good.', { re: 1 }],
      ['ruth', 'One can hear Jérôme eat a biscuit at 4:12.'],
    ],
  },
  {
    in: 'stairs',
    daysAgo: 59,
    time: '22:40',
    lines: [
      ['noam', 'Whoever is drilling: it’s 22:40.'],
      ['padraig', 'tis not me I’ve only the one drill and it’s in bed'],
      ['mara', 'It’s me, I’m sorry! One last hole. Done. Good night.'],
      ['priya', 'What are you building?'],
      ['mara', 'A surprise. For someone on the first floor with a birthday on Sunday.'],
      ['noam', 'I’m on the first floor'],
      ['noam', 'oh'],
    ],
  },
  {
    in: 'stairs',
    daysAgo: 6,
    time: '08:30',
    lines: [
      ['priya', 'The light on the second landing flickers in Morse code'],
      ['padraig', 'it says S and then gives up'],
      ['noam', 'Replaced the bulb, kept the old one for Walter, he collects them', { wait: 500 }],
    ],
  },
  {
    in: 'set',
    daysAgo: 48,
    time: '18:18',
    lines: [
      ['ines', 'I want a ferry that sinks in nine seconds, in a room without a fly tower, for eighty euros.'],
      ['mara', 'Cloth, two poles, four people. The poles go down, the people go back. The cloth is the sea.'],
      ['walter', 'And I swing the lamp. Then the *audience* sinks.'],
      ['tansy', 'this is the best job I’ve ever had and I’m not paid'],
      ['tom', 'What’s the eighty euros for?'],
      ['mara', 'The cloth is thirty. Fifty is for plasters.', { re: 1 }],
    ],
  },
  {
    in: 'set',
    daysAgo: 5,
    time: '19:44',
    lines: [
      ['mara', 'The sea is hemmed. Maria did eleven metres in an evening, she is a machine with opinions.'],
      ['ines', 'Nine seconds?'],
      ['mara', 'Eight point five, with Tom on the left pole.'],
      ['tom', 'I am the moon'],
    ],
  },
  {
    in: 'books',
    daysAgo: 67,
    time: '20:00',
    lines: [
      ['fatima', 'We have read *Season of Migration to the North*. Who begins?'],
      [
        'leonard',
        'I begin, badly: I finished it on the train and missed my stop, and then sat on the platform in the wrong town, unable to be annoyed.',
      ],
      ['clem', 'The river. I keep thinking about the river and which bank he’s swimming to.'],
      [
        'noam',
        'I read it twice. The narrator is the unreliable one, not Mustafa. He tells us what he saw through a keyhole and calls it a life.',
      ],
      ['ruth', 'I did not *like* it. I have thought of nothing else for a week.'],
      [
        'fatima',
        'Then it has done its work, Ruth. في بداية الرواية يعود الرجل إلى قريته، وفي آخرها لا نعرف هل عاد حقاً.',
        { re: 1 },
      ],
      ['mara', 'Translate for the carpenters please?'],
      [
        'fatima',
        '“At the beginning the man returns to his village; at the end we do not know whether he truly returned.”',
        { re: 1 },
      ],
    ],
  },
  {
    in: 'books',
    daysAgo: 18,
    time: '20:05',
    lines: [
      ['clem', 'Next one: votes? I have *The Summer Book* (3), *Kokoro* (2), and “anything short” (Leonard)'],
      ['leonard', 'I stand by it'],
      ['noam', '*The Summer Book* is also short'],
      ['leonard', 'Then I vote for that, with conviction.'],
    ],
  },
  {
    in: 'kiln',
    daysAgo: 32,
    time: '15:15',
    lines: [
      [
        'juno',
        'second-hand kiln, 60 litres, 1,100 euros, in a barn two hours away. the man says it “was only on fire once”',
      ],
      ['harpreet', 'That is what a kiln is for, no?'],
      ['maria', 'I give 150 if I may fire buttons'],
      ['mara', '200, and I’ll fetch it with the van'],
      ['harpreet', '1,100 − 150 − 200 − 300 (me) = 450. Then you, Juno, and a cake sale.'],
      ['juno', 'I’m going to cry into the clay'],
    ],
  },
  {
    in: 'carpool',
    daysAgo: 28,
    time: '06:45',
    lines: [
      ['annika', 'Thursday: I drive there, Amara drives back. Layla next week. 🚗'],
      ['amara', 'Mine need ten more minutes. They always need ten more minutes.'],
      ['layla', 'The car smells of oranges and I don’t know why'],
      ['annika', 'I know why. Check under the seat. Fünf Stück.', { re: 1 }],
    ],
  },
  {
    in: 'trio',
    daysAgo: 29,
    time: '13:00',
    lines: [
      ['sanne', 'Small room without Noam, because it’s about Noam’s present'],
      ['fionn', 'A bound copy of RFC 9110'],
      ['mara', 'I can bind it. In oak.'],
      ['sanne', 'I was joking but now I’m not'],
      ['fionn', '> In oak.\n\nHe will weep', { re: 2 }],
    ],
  },
]
