import type { Talk } from './talk.ts'

export const tidelineTalk: readonly Talk[] = [
  {
    in: 'tideline',
    daysAgo: 73,
    time: '19:30',
    lines: [
      [
        'sanne',
        'OK so the harbour office changed their feed again. Heights are now in *feet*. Since Tuesday. Without telling anyone.',
      ],
      ['fionn', 'That explains the 9.8 m tide on the home page'],
      ['juno', 'I did wonder about that. I drew a bigger boat'],
      ['noam', 'Do they say so anywhere in the response?'],
      [
        'sanne',
        '```json\n{\n  "station": "0113A",\n  "unit": "m",\n  "levels": [{ "at": "2026-09-09T04:12Z", "value": 14.1 }]\n}\n```\n\n`"unit": "m"`. It stands there. With a straight face.',
      ],
      ['noam', 'Beautiful.'],
      [
        'sanne',
        'I’ll compare with our own harmonics and refuse anything more than a metre off:\n\n```ts\nexport function isBelievable(level: Level, predicted: number): boolean {\n  // A storm surge on this coast has never been above 1.6 m.\n  return Math.abs(level.value - predicted) < 2\n}\n```',
      ],
      ['fionn', 'And when they’re off we show the prediction, with a note?'],
      ['sanne', 'Yes. A prediction that says so is better than a measurement that lies.', { re: 1 }],
      ['mara', 'Frame that one as well'],
    ],
  },
  {
    in: 'tideline',
    daysAgo: 49,
    time: '09:15',
    lines: [
      ['fionn', 'The test that fails on Sundays: found it.'],
      [
        'fionn',
        '`getDay() || 7`. In the *other* place it was `getDay()`. So Sunday was day 0 in one file and day 7 in the other, and spring tides were a week early for twenty-four hours.',
      ],
      ['noam', 'ISO 8601 says Monday is 1 and Sunday is 7. I am just going to leave that here.'],
      ['sanne', 'You would'],
      ['noam', 'https://www.rfc-editor.org/rfc/rfc3339 also has opinions, for the evening'],
      ['juno', 'do people… read those'],
      ['noam', 'With tea.', { re: 1 }],
      ['fionn', 'Fixed, with a test that pretends that it’s Sunday. Every day is Sunday for that test.'],
    ],
  },
  {
    in: 'tideline',
    daysAgo: 27,
    time: '21:44',
    lines: [
      ['sanne', 'Numbers since launch: **1,904** people opened it last week. We are a village of 6,000.'],
      ['harpreet', 'And the cost?'],
      ['sanne', '4.10 a month. The cupboard machine does the rest.', { re: 1 }],
      [
        'juno',
        'I got stopped at the fish market by a man who said “you’re the one with the boat drawing” and gave me a crab',
      ],
      ['juno', 'what does one do with a crab'],
      ['diego', 'you name it'],
      ['mara', 'You bring it to Zhiming'],
      ['juno', 'his name is Sebastian and he lives in the harbour again', { wait: 55 }],
    ],
  },
  {
    in: 'tideline',
    daysAgo: 8,
    time: '20:02',
    lines: [
      [
        'noam',
        'I read the whole offline code this weekend. It’s good! Some thoughts, longest first:\n\n**Cache keys.** We key by URL, so `/tides?station=113` and `/tides?station=0113` are two entries for one place. Normalise before asking.\n\n**Expiry.** A tide table does not get stale in an hour: it is valid until the date it describes. Let’s keep it as long as it is of use, and drop it the day after.\n\n**Clock.** We trust the device. Somebody at sea with a wrong clock gets a wrong tide and no warning. The `Date` header of the last answer tells us how far off it is; if it’s more than two minutes, say so.\n\n**Words.** “Failed to fetch” is not something one should read on a boat. Suggestion: *No network. These are the tides we computed on Monday; they are good until Sunday.*',
      ],
      ['sanne', 'The last one first, please. That’s the one that matters.', { re: 1 }],
      ['fionn', 'Taking cache keys'],
      ['juno', 'taking the words. can it also say where the boat is, emotionally'],
      ['noam', 'No.', { re: 1 }],
      ['juno', 'ok'],
      ['juno', 'a small anchor icon then', { edit: 'a small, *calm* anchor icon then' }],
    ],
  },
  {
    in: 'tideline',
    daysAgo: 1,
    time: '17:10',
    lines: [
      [
        'sanne',
        'Deploy on Thursday as always. What goes in:\n\n- [ ] clock warning (Noam)\n- [x] cache keys (Fionn)\n- [x] the words (Juno)\n- [ ] the moon 🌘',
      ],
      ['fionn', 'the moon is in review'],
      ['diego', 'sentence of the year'],
      [
        'sanne',
        "Fionn, one question: why does\n\n```sql\nselect station, max(level)\nfrom readings\nwhere at >= date_trunc('day', now())\ngroup by station;\n```\n\ntake four seconds?",
      ],
      ['fionn', 'No index on `at`. There was one. It’s in the migration that I “cleaned up”. I’ll put it back.'],
      ['sanne', '~~Four seconds~~ eleven milliseconds. Thank you.', { wait: 35 }],
    ],
  },
  {
    in: 'tideline',
    minutesAgo: 36,
    lines: [
      [
        'noam',
        'The clock warning is ready. On my phone, set nineteen minutes wrong on purpose, it says: *Your clock is 19 minutes fast. The tide is not.*',
      ],
      ['juno', 'I wrote that 🥹'],
      ['sanne', 'Merging. Mara, can you try it on Padraig’s telephone? It is always wrong.'],
      ['fionn', 'The moon is merged too. It’s waxing.', { wait: 4 }],
      ['sanne', '@mara we also need a decision about the name before the app store people ask again', { wait: 7 }],
    ],
  },
]
