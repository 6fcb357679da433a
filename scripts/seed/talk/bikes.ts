import type { Talk } from './talk.ts'

export const bikesTalk: readonly Talk[] = [
  {
    in: 'bikes',
    daysAgo: 69,
    time: '10:40',
    lines: [
      ['kwame', 'Saturday’s tally: 14 bicycles in, 12 out, one unicycle refused.'],
      ['tansy', 'the unicycle was MINE and it has feelings'],
      ['serhiy', 'It has one feeling. It is falling.'],
      ['harpreet', '86.50 in the tin. Thank you, everybody.'],
      ['fionn', 'Is there a trick to truing a wheel that doesn’t involve crying?'],
      [
        'serhiy',
        'There is. Listen:\n\n1. Pluck every spoke, like a harp. Find the ones that sing lower.\n2. Only *quarter* turns. Always.\n3. Left and right by the brake pad; do up-and-down first.\n4. When it is nearly straight, stop. Drink tea. Come back.\n\nA wheel is never straight. It is only patient.',
        { re: 1 },
      ],
      ['fionn', 'Printing this. Thank you.'],
      [
        'noam',
        'You could compute it. It’s a linear system: displacement of the rim = influence matrix × spoke tension.',
      ],
      ['serhiy', 'Yes. And the matrix is in the thumb.', { re: 1 }],
    ],
  },
  {
    in: 'bikes',
    daysAgo: 44,
    time: '18:22',
    lines: [
      ['annika', 'Quietscht! It squeaks only when I turn left, only uphill, and only when someone is watching.'],
      ['kwame', 'Bottom bracket. Or guilt.'],
      ['annika', 'I’ll bring it on Wednesday. The bicycle, the guilt stays at home.'],
      ['kwame', 'It was the saddle rail 😅 two drops of oil. No charge for guilt.', { wait: 2880 }],
    ],
  },
  {
    in: 'bikes',
    daysAgo: 17,
    time: '15:33',
    lines: [
      ['harpreet', 'The tandem is finished! Looking for a stoker. Requirements: legs, trust.'],
      ['tom', 'How is the seat?'],
      ['harpreet', 'The seat is fine. It is the view that is limited.', { re: 1 }],
      ['mara', 'I’ll do Sunday if we stop at the lighthouse for cake'],
      ['harpreet', 'Mara, the whole *purpose* of the tandem is the lighthouse cake.'],
      ['kwame', 'I want pictures of the first hill'],
      [
        'mara',
        'We did the hill. We said things to each other that cannot be unsaid. The cake was lemon.',
        { wait: 4300 },
      ],
    ],
  },
  {
    in: 'bikes',
    minutesAgo: 312,
    lines: [
      ['serhiy', 'Somebody left a blue child’s bicycle at the door with a note “please”. No name.'],
      ['kwame', 'What’s wrong with it?'],
      ['serhiy', 'Everything. I have started.', { re: 1 }],
      ['tansy', 'the note is in purple crayon, I’m not crying you’re crying'],
      [
        'serhiy',
        'New chain, new tyre at the back, the bell I took from mine. It stands by the door again.',
        { wait: 130 },
      ],
      ['kwame', 'The bell from *yours*?'],
      ['serhiy', 'I have a voice.', { re: 1 }],
    ],
  },
]
