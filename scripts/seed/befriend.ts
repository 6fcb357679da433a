import type { Api } from '@kith/sdk/api.ts'
import { follows, friendships, fullNames, links, mutedByMara, privateAccounts, requests, statuses } from './bonds.ts'

const DAY_MS = 24 * 60 * 60_000
const HOUR_MS = 60 * 60_000

interface Neighbour {
  id: string
  api: Api
}

interface Happening {
  at: number
  run: () => Promise<unknown>
}

/** How people come to stand to each other, in the story's time. */
export function bondings(personOf: (username: string) => Neighbour, now: number): Happening[] {
  const at = (daysAgo: number): number => Math.round(now - daysAgo * DAY_MS)
  const ask = (from: string, to: string, note: string): Promise<unknown> =>
    personOf(from).api.call('POST /api/friends', { userId: personOf(to).id, note })
  return [
    ...friendships.flatMap(([from, to, daysAgo]) => [
      { at: at(daysAgo), run: () => ask(from, to, '') },
      {
        at: at(daysAgo - 0.5),
        run: () => personOf(to).api.call('POST /api/friends/:userId/accept', { userId: personOf(from).id }),
      },
    ]),
    ...requests.map(({ from, to, note, daysAgo }) => ({ at: at(daysAgo), run: () => ask(from, to, note) })),
    ...follows.map(([who, whom], index) => ({
      at: at(68 - index * 4),
      run: () => personOf(who).api.call('PUT /api/follows/:userId', { userId: personOf(whom).id }),
    })),
    ...privateAccounts.map((username) => ({
      at: at(79),
      run: () => personOf(username).api.call('PATCH /api/me/privacy', { isPrivate: true }),
    })),
    ...mutedByMara.map((username) => ({
      at: at(9),
      run: () => personOf('mara').api.call('PUT /api/mutes/:userId', { userId: personOf(username).id }),
    })),
    ...aboutThemselves(personOf, now),
  ]
}

function aboutThemselves(personOf: (username: string) => Neighbour, now: number): Happening[] {
  return [
    ...Object.entries(fullNames).map(([username, [firstName, lastName]]) => ({
      at: now - 79 * DAY_MS,
      run: () => personOf(username).api.call('PATCH /api/me', { firstName, lastName }),
    })),
    ...Object.entries(links).map(([username, theirs]) => ({
      at: now - 78 * DAY_MS,
      run: () => personOf(username).api.call('PATCH /api/me', { links: theirs.map((link) => ({ ...link })) }),
    })),
    ...Object.entries(statuses).map(([username, { emoji, text, hours }]) => {
      const until = hours === undefined ? null : new Date(now + hours * HOUR_MS).toISOString()
      const status = { emoji, text, until }
      return { at: now - HOUR_MS / 2, run: () => personOf(username).api.call('PATCH /api/me', { status }) }
    }),
  ]
}
