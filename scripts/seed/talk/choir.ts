import type { Talk } from './talk.ts'

export const choirTalk: readonly Talk[] = [
  {
    in: 'choir',
    daysAgo: 78,
    time: '21:40',
    lines: [
      ['zodwa', 'Lovely work tonight, everybody. Tenors, you know what you did, and I forgive you.'],
      ['jerome', 'We were *expressive*'],
      ['zodwa', 'You were a bar ahead', { re: 1 }],
      ['ruth', 'In 1984 we had a tenor who finished before everybody and put his coat on.'],
      ['misaki', 'I will play the left hand louder there, then you can feel the three.'],
      [
        'zodwa',
        'For next Tuesday please look at:\n\n1. **Fauré**, *Cantique*: from the key change to the end, on one breath per phrase\n2. **Shosholoza**: basses only, the call. From memory, no paper\n3. **The Parting Glass**: text. I want to understand every word from the back row\n\nAnd bring a pencil. A *pencil*. Not a pen, Tom.',
      ],
      ['tom', 'The pen is erasable'],
      ['zodwa', 'So are tenors', { re: 1 }],
      ['priya', '😂😂😂'],
    ],
  },
  {
    in: 'choir',
    daysAgo: 57,
    time: '12:15',
    lines: [
      [
        'layla',
        'For the Arabic piece, here is the text with how to say it. Do not be afraid of the ح, it is only breathing on a window.',
      ],
      [
        'layla',
        'لمّا بدا يتثنّى\nحبّي جماله فتنّا\n\n> lamma bada yatathanna\n> hubbi jamaluhu fatanna\n\n“When my love appeared, swaying, his beauty enchanted us.”',
      ],
      ['amara', 'This is so beautiful. Who is the composer?'],
      [
        'layla',
        'Nobody knows. It is a muwashshah from Andalusia, so it has had eight hundred years of singers.',
        { re: 1 },
      ],
      ['ruth', 'And I thought that *we* were an old choir.'],
      ['jerome', 'The rhythm is in ten?? My feet have only two'],
      ['misaki', '3 + 2 + 2 + 3. I made a recording, very slow, with the counting. 猫も数えています。'],
      ['zodwa', 'Ten it is. We will walk it in the yard on Tuesday. Wear shoes.'],
    ],
  },
  {
    in: 'choir',
    daysAgo: 31,
    time: '19:02',
    lines: [
      ['mara', 'The hall has no heating tonight, the engineer comes tomorrow. Coats on, or the small room?'],
      ['zodwa', 'Coats. Cold air makes good consonants.'],
      ['esi', 'There will be ginger tea. A lot.'],
      ['clem', 'I’ll bring the blankets from the greenhouse, they only smell a little of tomatoes'],
      ['luca', 'sorry I am late, the dough would not go to bed', { wait: 48 }],
    ],
  },
  {
    in: 'choir',
    daysAgo: 9,
    time: '22:01',
    lines: [
      [
        'zodwa',
        'I have conducted this choir for eleven years and tonight, in the last verse, when the altos came in under the melody, I forgot to conduct. Thank you.',
      ],
      ['ruth', 'I saw. You put your hands in your pockets.'],
      ['jerome', '🥹'],
      ['misaki', '忘れられない夜でした。'],
      ['leonard', 'I was only there to lock up, and I stayed in the corridor until the end.'],
      ['amara', 'My boys asked this morning what I was humming. I have been humming it since.', { wait: 600 }],
    ],
  },
  {
    in: 'choir',
    daysAgo: 1,
    time: '18:30',
    lines: [
      [
        'zodwa',
        'Order for the concert, final (I mean it this time):\n\n| | piece | solo |\n|---|---|---|\n| 1 | Shosholoza | Jérôme |\n| 2 | Lamma bada | Layla |\n| 3 | Cantique | none |\n| 4 | Sakura | Misaki, piano |\n| 5 | The Parting Glass | Ruth |',
        {
          pinnedBy: 'ruth',
          reactions: { '👏': 'mara ruth layla tom amara', '😱': 'ruth' },
          edit: 'Order for the concert, final (I mean it this time):\n\n1. Shosholoza (call: Jérôme)\n2. Lamma bada yatathanna (solo: Layla)\n3. Cantique de Jean Racine\n4. Sakura (Misaki alone at the piano)\n5. The Parting Glass (first verse: Ruth)\n\nDoors at 18:30, warm-up at **17:15** in the small room.',
        },
      ],
      [
        'ruth',
        'I have not sung alone since the Silver Jubilee.',
        { reactions: { '❤️': 'mara zodwa esi misaki', '🥹': 'jerome' } },
      ],
      ['zodwa', 'I know. That is why.', { re: 1 }],
      ['tom', 'If Ruth is singing the first verse I’m going to need tissues *and* a pencil'],
      ['layla', 'شكراً زودوا، I will practise on the greenhouse plants'],
      ['priya', 'On call until 17:00 but I’ll run'],
      ['misaki', 'The small room has no heating on Saturdays. Shall I ask for the key of the boiler?', { in: 6 }],
      ['ruth', 'I have had that key since 1994. Nobody ever asked for it back.', { in: 7 }],
      ['zodwa', 'Ruth, you are a treasure and possibly a burglar', { in: 8 }],
      ['jerome', 'She will warm up the room, then the voices', { in: 9 }],
    ],
  },
  {
    in: 'choir',
    minutesAgo: 58,
    lines: [
      [
        'misaki',
        'The piano tuner can come on Friday at eight in the morning. @keys, can somebody open the hall?',
        { reactions: { '🎹': 'zodwa esi clem' } },
      ],
      ['jerome', 'I could, if somebody wakes me'],
      ['misaki', '起きてください 😄', { re: 1 }],
      ['ruth', 'I am up at five. Jérôme, I shall telephone.', { reactions: { '😂': 'tom layla zodwa priya' } }],
      ['jerome', 'I take back my offer'],
      ['zodwa', 'Too late, it is in the minutes.', { wait: 6, reactions: { '📝': 'leonard', '❤️': 'ruth misaki' } }],
    ],
  },
]
