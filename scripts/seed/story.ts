import { Chance } from './chance.ts'
import { chatter } from './chatter.ts'
import { directs, rooms } from './places.ts'
import { bikesTalk } from './talk/bikes.ts'
import { choirTalk } from './talk/choir.ts'
import { directsTalk } from './talk/directs.ts'
import { gardenTalk } from './talk/garden.ts'
import { groupsTalk } from './talk/groups.ts'
import { lobbyTalk } from './talk/lobby.ts'
import { roomsTalk } from './talk/rooms.ts'
import { theatreTalk } from './talk/theatre.ts'
import type { Brought, Talk } from './talk/talk.ts'
import { tidelineTalk } from './talk/tideline.ts'

const minuteMs = 60_000
export const dayMs = 24 * 60 * minuteMs

/** One message to be sent, and what becomes of it. */
export interface Utterance {
  at: number
  place: string
  who: string
  body: string
  /** Its own name within the story, so that another may answer it. */
  key: string
  replyTo: string | null
  /** The key of the message in whose thread it is. */
  inThreadOf: string | null
  edit: string | null
  reactions: Readonly<Record<string, string>>
  pinnedBy: string | null
  brought: Brought
  isDeleted: boolean
}

const talks: readonly Talk[] = [
  ...lobbyTalk,
  ...choirTalk,
  ...gardenTalk,
  ...bikesTalk,
  ...theatreTalk,
  ...tidelineTalk,
  ...roomsTalk,
  ...groupsTalk,
  ...directsTalk,
]

/** Everything that is said until `now`, in order. */
export function story(now: number): Utterance[] {
  return [...talks.flatMap((talk, index) => spoken(talk, index, now)), ...smallTalk(now)].toSorted(
    (a, b) => a.at - b.at,
  )
}

function spoken(talk: Talk, index: number, now: number): Utterance[] {
  const chance = new Chance(index + 1)
  const key = (line: number): string => `${talk.in} ${index} ${line}`
  let at = beginOf(talk, now)
  return talk.lines.map(([who, body, more = {}], line) => {
    // Long messages take longer to write.
    const pause = more.wait ?? chance.between(0.3, 2) + body.length / 250
    if (line > 0) at += pause * minuteMs
    return {
      at: Math.min(at, now),
      place: talk.in,
      who,
      body,
      key: key(line),
      replyTo: more.re === undefined ? null : key(line - more.re),
      inThreadOf: more.in === undefined ? null : key(line - more.in),
      edit: more.edit ?? null,
      reactions: more.reactions ?? {},
      pinnedBy: more.pinnedBy ?? null,
      brought: more,
      isDeleted: more.isDeleted ?? false,
    }
  })
}

function beginOf(talk: Talk, now: number): number {
  if ('minutesAgo' in talk) return now - talk.minutesAgo * minuteMs
  const [hours = 0, minutes = 0] = talk.time.split(':').map(Number)
  const midnight = now - (now % dayMs)
  return midnight - talk.daysAgo * dayMs + (hours * 60 + minutes) * minuteMs
}

/** How many messages of small talk each place has; those not named have a few. */
const amounts: Record<string, number> = {
  dinner: 2_960,
  table: 140,
  stairs: 90,
  'mara+juno': 240,
  lobby: 120,
  give: 60,
  chess: 40,
  bikes: 70,
  garden: 60,
  choir: 60,
  tideline: 0,
  theatre: 0,
  school: 0,
  board: 0,
  books: 0,
}

function smallTalk(now: number): Utterance[] {
  const places = [
    { key: 'lobby', people: rooms[0]?.members ?? [], daysAgo: 80 },
    ...rooms.map(({ key, members, daysAgo }) => ({ key, people: members, daysAgo })),
    ...directs.map((pair) => ({ key: pair.join('+'), people: pair, daysAgo: 70 })),
  ]
  return places.flatMap(({ key, people, daysAgo }, index) => {
    const isDirect = key.includes('+')
    return chatter({
      // She has not been at this table for a while, so it waits for her with much to read.
      people: key === 'table' ? people.filter((one) => one !== 'mara') : people,
      count: amounts[key] ?? (isDirect ? 24 : 30),
      from: now - (daysAgo - 1) * dayMs,
      to: now - (key === 'table' ? 0.3 : 1.1 + index * 0.31) * dayMs,
      seed: 1_000 + index,
    }).map(({ at, who, body }, line) => ({
      at,
      place: key,
      who,
      body,
      key: `${key} chatter ${line}`,
      replyTo: null,
      inThreadOf: null,
      edit: null,
      reactions: {},
      pinnedBy: null,
      brought: {},
      isDeleted: false,
    }))
  })
}
