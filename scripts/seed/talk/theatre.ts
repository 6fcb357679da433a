import type { Talk } from './talk.ts'

export const theatreTalk: readonly Talk[] = [
  {
    in: 'theatre',
    daysAgo: 71,
    time: '20:10',
    lines: [
      [
        'ines',
        'It is decided: **Twelfth Night**. Set here, on this quay, in a winter that might be next winter. The shipwreck is a ferry. Orsino has a yacht he cannot sail. Malvolio runs the harbour office.\n\nCast:\n\n- Viola: **Tansy**\n- Olivia: **Layla** (she does not know yet, be kind)\n- Sir Toby: **Tom**, obviously\n- Malvolio: **Leonard**\n- Feste: **Ruth**\n- Orsino: *open*, bring me a handsome neighbour',
      ],
      ['tansy', 'AAAAAAAAAA'],
      ['tansy', 'sorry. I mean: thank you, Inés, I accept with dignity'],
      ['leonard', 'I am to wear yellow stockings in front of the people whose meetings I chair?'],
      ['ines', 'Cross-gartered.', { re: 1 }],
      ['maria', 'Леонард, I have already found the fabric. It is very, very yellow.'],
      ['leonard', 'I had feared as much'],
      ['walter', 'I can do a sea with four lamps and a baking tray. Give me the baking tray.'],
    ],
  },
  {
    in: 'theatre',
    daysAgo: 46,
    time: '22:15',
    lines: [
      [
        'diego',
        'Storm cue list v3, tell me if anything is missing:\n\n```\nQ1   house down, gulls (5 s)\nQ2   wind L -> R, slow, under Q3\nQ3   ferry horn x2, second one cut short\nQ4   CRACK  (walter: blackout with me, on the K)\nQ5   silence, 4 s, hold your nerve\nQ6   one gull\n```',
      ],
      ['walter', 'On the K of the crack. Verstanden.'],
      ['ines', 'Q5 five seconds. Let them be afraid.'],
      ['diego', 'five seconds is an eternity in a room with Tom in it', { re: 1 }],
      ['tom', 'I can be silent!'],
      ['tom', 'I was silent once in 2016'],
      ['juno', 'poster draft is pinned up in the foyer. the ferry is the moustache. you’ll see what I mean'],
      ['ines', 'Juno it is PERFECT'],
    ],
  },
  {
    in: 'theatre',
    daysAgo: 22,
    time: '17:48',
    lines: [
      ['maria', 'Measurements needed until Sunday: Tom (belly), Tansy (both costumes), Ruth (hat).'],
      ['tom', 'Why does mine say belly'],
      ['maria', 'Because in my book it says “пузо” and I am being polite.', { re: 1 }],
      ['ruth', 'Fifty-five centimetres, and it has not changed since the war.'],
      ['tansy', 'Mara can you check if the trapdoor holds two people? asking for a swordfight'],
      ['mara', 'It holds two people and one opinion. I’ll put a second brace under it tonight.'],
      [
        'mara',
        'Braced. Jumped on it with Tom. It held, the ceiling lamp below did not.',
        {
          wait: 190,
          edit: 'Braced. Jumped on it with Tom. It held. The lamp in the room below did not, sorry Walter.',
        },
      ],
    ],
  },
  {
    in: 'theatre',
    daysAgo: 2,
    time: '23:05',
    lines: [
      ['ines', 'First run without books. Two hours and forty minutes. The play is two hours.'],
      ['ines', 'I love you all. Tomorrow, faster.'],
      ['leonard', 'The garters cut off the circulation and with it, I believe, some of the text.'],
      ['tansy', 'I only dropped one line!!'],
      ['ruth', '“Youth’s a stuff will not endure”, my dear. It was two.'],
      ['tansy', 'FESTE 😤', { re: 1 }],
      ['walter', 'The new dimmer hums in B flat. Misaki says it is at least in tune.'],
    ],
  },
  {
    in: 'theatre',
    minutesAgo: 84,
    lines: [
      ['ines', 'Who has the skull?'],
      ['tom', 'Wrong play'],
      ['ines', 'I know that it’s the wrong play, Tom, it is for the window of the bookshop', { re: 1 }],
      ['maria', 'I have it. He is wearing a hat. I needed a head.'],
      [
        'diego',
        'tickets for the first two nights are gone, 41 of 41 both times! thank you @stagecrew',
        { pinnedBy: 'ines', reactions: { '🎉': 'ines tansy walter maria tom mara', '🚢': 'juno' } },
      ],
      ['tansy', 'SOLD OUT??'],
      ['tansy', 'I’m going to lie on the floor for a bit', { isDeleted: true }],
      ['juno', 'I drew a “sold out” ferry. it is sinking but proudly'],
    ],
  },
]
