import { randomUUID } from 'node:crypto'
import type { Conversation } from '@kith/protocol/conversations.ts'
import { createApi } from '@kith/sdk/api.ts'
import type { Api } from '@kith/sdk/api.ts'
import { bondings } from './seed/befriend.ts'
import { registered } from '@kith/sdk/problem-error.ts'
import { projectHappenings } from './seed/begin-projects.ts'
import { bring } from './seed/bring.ts'
import type { DemoClock } from './seed/clock.ts'
import { circles } from './seed/circles.ts'
import type { StoryCircle } from './seed/circles.ts'
import { demoPassword, neighbours } from './seed/people.ts'
import { postings } from './seed/publish-posts.ts'
import { directs, rooms } from './seed/places.ts'
import type { Room } from './seed/places.ts'
import { dayMs, story } from './seed/story.ts'
import type { Utterance } from './seed/story.ts'

/** Whose eyes the demo looks through. */
export const demoUser = 'mara'
/** When the first account was made. */
const FIRST_DAY = 82
const hourMs = dayMs / 24

/** How much is left unread for Mara, by place; everything else she has read. */
const unread: Record<string, number> = { give: 4, 'mara+sanne': 1, dinner: 3, stairs: 2, 'mara+tansy': 2 }
/** Where she has not been for a while: what she read last is her own. */
const away = new Set(['table'])

interface Neighbour {
  id: string
  api: Api
}

interface Telling {
  people: ReadonlyMap<string, Neighbour>
  clock: DemoClock
  now: number
  /** By the key of the place in the story. */
  places: Map<string, Conversation>
}

/** Fills an empty Kith with Harbour Street: thirty people, their places and eleven weeks of talk, all through its API. */
export async function seed(baseUrl: string, clock: DemoClock, now = Date.now()): Promise<{ messages: number }> {
  clock.set(now - FIRST_DAY * dayMs)
  const people = new Map<string, Neighbour>()
  for (const { username } of neighbours) people.set(username, await moveIn(baseUrl, username))
  const telling: Telling = { people, clock, now, places: new Map() }
  await openLobby(telling)

  const said = story(now)
  const firstSaid = new Map<string, number>()
  for (const { at, place } of said) firstSaid.set(place, Math.min(at, firstSaid.get(place) ?? at))
  // Whatever the hour at which this is told, a place is there before anybody speaks in it.
  const opening = (key: string, daysAgo: number): number =>
    Math.min(now - daysAgo * dayMs, (firstSaid.get(key) ?? now) - hourMs)
  const events = [
    ...rooms.map((room) => ({ at: opening(room.key, room.daysAgo), run: () => found(telling, room) })),
    ...directs.map((pair) => ({ at: now - 79 * dayMs, run: () => meet(telling, pair) })),
    ...renamings(telling),
    ...tellings(telling, said),
    ...circles.map((circle) => ({ at: now - circle.daysAgo * dayMs, run: () => draw(telling, circle) })),
    ...projectHappenings((username) => personIn(telling, username), now),
    ...bondings((username) => personIn(telling, username), now),
    ...postings((username) => personIn(telling, username), now),
  ].toSorted((a, b) => a.at - b.at)
  for (const { at, run } of events) {
    clock.set(at)
    await run()
  }
  await readUp(telling)
  clock.letRun()
  return { messages: said.length }
}

function personIn({ people }: Telling, username: string): Neighbour {
  const person = people.get(username)
  if (person === undefined) throw new Error(`nobody in the story is called ${username}`)
  return person
}

function placeIn({ places }: Telling, key: string): Conversation {
  const place = places.get(key)
  if (place === undefined) throw new Error(`no place in the story is called ${key}`)
  return place
}

async function moveIn(baseUrl: string, username: string): Promise<Neighbour> {
  const neighbour = neighbours.find((each) => each.username === username)
  if (neighbour === undefined) throw new Error(`nobody is called ${username}`)
  const { displayName, bio, face } = neighbour
  const device = createApi({ baseUrl, keepsCookies: true })
  const email = `${username}@harbour.example`
  const account = { username, email, password: demoPassword, displayName }
  const user = registered(await device.call('POST /api/auth/register', account))
  await device.call('PATCH /api/me', { bio })
  await device.call('PUT /api/me/avatar', { face: `face-${String(face).padStart(2, '0')}` })
  // A session would end on the way: months pass in seconds here.
  const { token } = await device.call('POST /api/auth/tokens', { name: 'the story', scopes: ['read', 'write'] })
  await device.call('POST /api/auth/logout', {})
  return { id: user.id, api: createApi({ baseUrl, token }) }
}

async function openLobby(telling: Telling): Promise<void> {
  const owner = personIn(telling, demoUser)
  const { items } = await owner.api.call('GET /api/conversations', {})
  const lobby = items.find(({ isLobby }) => isLobby)
  if (lobby === undefined) throw new Error('there is no lobby')
  telling.places.set(
    'lobby',
    await owner.api.call('PATCH /api/conversations/:conversationId', {
      conversationId: lobby.id,
      title: 'Lobby',
      topic: 'Everyone of Harbour Street. Water, keys, lost cats.',
    }),
  )
}

async function draw(telling: Telling, { handle, title, description, members }: StoryCircle): Promise<void> {
  const userIds = members.split(' ').map((name) => personIn(telling, name).id)
  await personIn(telling, demoUser).api.call('POST /api/circles', { handle, title, description, userIds })
}

async function found(telling: Telling, room: Room): Promise<void> {
  const [first = '', ...others] = room.members
  const founder = personIn(telling, first)
  const title = room.formerTitle ?? room.title
  const place = await founder.api.call('POST /api/conversations', {
    kind: room.kind,
    ...(title === null ? {} : { title }),
    ...(room.kind === 'channel' ? { isPublic: room.isPublic, topic: room.topic } : {}),
    memberIds: others.map((name) => personIn(telling, name).id),
  })
  telling.places.set(room.key, place)
  for (const name of room.admins ?? []) {
    if (name === first) continue
    await founder.api.call('PATCH /api/conversations/:conversationId/members/:userId', {
      conversationId: place.id,
      userId: personIn(telling, name).id,
      role: 'admin',
    })
  }
}

async function meet(telling: Telling, [one, other]: readonly [string, string]): Promise<void> {
  const place = await personIn(telling, one).api.call('POST /api/conversations', {
    kind: 'direct',
    memberIds: [personIn(telling, other).id],
  })
  telling.places.set(`${one}+${other}`, place)
}

function renamings(telling: Telling): { at: number; run: () => Promise<unknown> }[] {
  return rooms.flatMap(({ key, title, formerTitle, members, daysAgo }) => {
    if (formerTitle === undefined || title === null) return []
    const rename = (): Promise<unknown> =>
      personIn(telling, members[0] ?? '').api.call('PATCH /api/conversations/:conversationId', {
        conversationId: placeIn(telling, key).id,
        title,
      })
    return [{ at: telling.now - (daysAgo - 3) * dayMs, run: rename }]
  })
}

function tellings(telling: Telling, said: readonly Utterance[]): { at: number; run: () => Promise<unknown> }[] {
  const ids = new Map<string, string>()
  return said.map(({ at, place, who, body, key, replyTo, inThreadOf, edit, isDeleted, brought, ...marks }) => ({
    at,
    run: async () => {
      const { api } = personIn(telling, who)
      const attachmentIds = await bring(api, brought)
      const { id: messageId } = await api.call('POST /api/conversations/:conversationId/messages', {
        conversationId: placeIn(telling, place).id,
        body,
        clientId: randomUUID(),
        replyTo: replyTo === null ? null : (ids.get(replyTo) ?? null),
        threadId: inThreadOf === null ? null : (ids.get(inThreadOf) ?? null),
        ...(attachmentIds.length === 0 ? {} : { attachmentIds }),
      })
      ids.set(key, messageId)
      if (edit !== null) await api.call('PATCH /api/messages/:messageId', { messageId, body: edit })
      await mark(telling, messageId, marks)
      if (isDeleted) await api.call('DELETE /api/messages/:messageId', { messageId })
    },
  }))
}

async function mark(
  telling: Telling,
  messageId: string,
  { reactions, pinnedBy }: Pick<Utterance, 'reactions' | 'pinnedBy'>,
): Promise<void> {
  for (const [emoji, names] of Object.entries(reactions)) {
    for (const name of names.split(' ')) {
      const { api } = personIn(telling, name)
      await api.call('PUT /api/messages/:messageId/reactions/:emoji', { messageId, emoji })
    }
  }
  if (pinnedBy === null) return
  await personIn(telling, pinnedBy).api.call('PUT /api/messages/:messageId/pin', { messageId })
}

/** Everyone has read everything, but for Mara, and a few who are behind. */
async function readUp(telling: Telling): Promise<void> {
  const behind = new Set(['padraig', 'walter', 'luca'])
  for (const [username, { api }] of telling.people) {
    if (behind.has(username)) continue
    const { items } = await api.call('GET /api/conversations', { limit: 100 })
    for (const { id, lastSeq } of items) {
      const key = [...telling.places].find(([, place]) => place.id === id)?.[0] ?? ''
      if (username === demoUser && away.has(key)) continue
      const left = username === demoUser ? (unread[key] ?? 0) : 0
      await api.call('PUT /api/conversations/:conversationId/read', {
        conversationId: id,
        seq: Math.max(0, lastSeq - left),
      })
    }
  }
  // A token that signs out revokes itself.
  for (const { api } of telling.people.values()) await api.call('POST /api/auth/logout', {})
}
