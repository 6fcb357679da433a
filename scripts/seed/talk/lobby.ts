import type { Talk } from './talk.ts'

export const lobbyTalk: readonly Talk[] = [
  {
    in: 'lobby',
    daysAgo: 81,
    time: '18:05',
    lines: [
      ['mara', 'Hello, Harbour Street 👋'],
      [
        'mara',
        'So, this is ours now. It runs on the little computer in the cupboard under the hall stairs, next to the mop. Nobody reads along, nobody sells anything, and if it is slow you may knock on my door.\n\nThree things to start with:\n\n1. put a face on your name (top left, your own picture)\n2. look through the channels and join what is yours\n3. say hello here, so that we know you found the door',
      ],
      ['leonard', 'Hello! I found the door. I also found the mop.'],
      ['ruth', 'Good evening everybody. My grandson set this up on the telephone, I hope that I am in the right room.'],
      ['zodwa', 'You are in the right room, Ruth ❤️'],
      ['jerome', 'Bonsoir à tous ! C’est chic ici.'],
      ['misaki', 'こんばんは。よろしくお願いします 🎹'],
      ['layla', 'مساء الخير جميعاً! The colours are lovely, who chose them?'],
      ['juno', 'guilty', { re: 1 }],
      [
        'serhiy',
        'Добрий вечір! The search found me even when I typed my name in Latin letters, this is nice.',
        { edit: 'Добрий вечір! Search finds me by `serhiy` even though my name is written properly. Nice.' },
      ],
      ['padraig', 'Evening all'],
      ['padraig', 'is there a way to make the letters bigger'],
      ['mara', 'There is: Settings, then *Appearance*. I can come by with the biscuits and show you.', { re: 1 }],
      ['padraig', 'come by with the biscuits anyway', { re: 1 }],
    ],
  },
  {
    in: 'lobby',
    daysAgo: 66,
    time: '07:50',
    lines: [
      [
        'priya',
        '⚠️ The water is off between 9 and 13 today from number 2 to number 24. Burst main by the fish market.',
      ],
      ['tom', 'Confirmed, I’m standing in it. More like 14:00 if I’m honest.'],
      ['luca', 'Then today there is only focaccia, it was mixed before the flood'],
      ['esi', 'I filled both urns in the hall. Tea for whoever is dry.'],
      [
        'tom',
        'Back on everywhere. Run the cold tap for two minutes before you drink, it’ll be brown like Bjørn’s compost tea',
        { wait: 370 },
      ],
      ['bjorn', 'Compost tea is **not** brown. It is *amber*.', { re: 1 }],
    ],
  },
  {
    in: 'lobby',
    daysAgo: 38,
    time: '16:20',
    lines: [
      [
        'leonard',
        'Minutes of the general meeting, for those who could not come:\n\n- The lease is renewed for **ten years** (applause)\n- Rent for the hall goes from 410 to 435 a month from January\n- The roof: three quotes, we take the middle one\n- The kiln question is referred to those who want a kiln\n- Bicycle workshop may use the yard on Saturdays until 15:00\n\nThe meeting ended at 20:58. I want this noted.',
      ],
      ['harpreet', 'Noted. The figures are on the board by the door, ask me anything.'],
      ['ruth', '> The meeting ended at 20:58\n\nI was there and I can hardly believe it.', { re: 2 }],
      ['walter', 'Ten years! Then I may finally replace the dimmer rack.'],
      ['ines', 'Walter has been saying this since the last century'],
      ['walter', 'It still worked in the last century.', { re: 1 }],
    ],
  },
  {
    in: 'lobby',
    daysAgo: 12,
    time: '09:10',
    lines: [
      ['amara', 'Has anyone seen a grey cat with one white sock? Answers to Biscuit, or to tins.'],
      ['zhiming', '他在我的廚房。He is in my kitchen. He has had prawns.'],
      ['amara', 'Of course he has 😭 coming!', { re: 1 }],
      ['zhiming', 'No hurry, he is also having a nap on the flour'],
      ['priya', 'Please nobody tell the health inspector'],
    ],
  },
  {
    in: 'lobby',
    minutesAgo: 190,
    lines: [
      [
        'leonard',
        'Good morning! Reminder: the street fair committee meets on **Thursday at 19:00** in the small room. We still need:\n\n- someone for the tombola\n- two strong people for the gazebo\n- one person who understands the gazebo',
        { pinnedBy: 'mara', reactions: { '👍': 'harpreet ruth esi priya' } },
      ],
      ['tom', 'I am strong but the gazebo and I have a history'],
      ['annika', 'Tombola: ich! Me! 🙋‍♀️'],
      ['kwame', 'Put Serhiy and me down for the gazebo'],
      [
        'serhiy',
        'I understand the gazebo. It is a bicycle wheel with bad manners.',
        { reactions: { '😂': 'tom kwame mara annika fionn', '🚲': 'kwame' } },
      ],
      ['esi', 'I will cook for the committee if the committee washes up', { wait: 22 }],
      ['mara', 'Deal. I’ll unlock at half past six.'],
      ['leonard', 'Wonderful. That is all three, and lunch is not even on the table.', { wait: 40 }],
    ],
  },
]
