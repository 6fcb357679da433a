import { saidAt } from '../../bench/natural-talk.ts'
import type { BenchWorld } from '../../bench/world.ts'
import { conversationId, projectId, tokenOf } from '../../bench/world.ts'
import { Chance } from '../../scripts/seed/chance.ts'

/** So many conversations of a person are leafed through a little, and one wholly. */
const LOOKED_AT = 25
const SEARCHES = 40
const SEARCH = '/api/search?q='
const SEARCH_PAGES = 3
const PAGE = 100

/** Whose answers are compared. */
const ASKING = [0, 1, 57]

/** What the API answers to some people: every page of a conversation, some of many, lists and searches; by question. */
export async function answersOf(baseUrl: string, world: BenchWorld, seed: number): Promise<Map<string, string>> {
  const answers = new Map<string, string>()
  for (const person of ASKING) {
    const chance = new Chance(seed + person)
    const below = (count: number): number => Math.floor(chance.next() * count)
    const ask = async (path: string): Promise<Answer> => {
      const response = await fetch(`${baseUrl}${path}`, { headers: { authorization: `Bearer ${tokenOf(person)}` } })
      const text = await response.text()
      if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${text}`)
      const answer: Answer = JSON.parse(text)
      // Where a page of a search ends is known to the index alone; that the next one goes on there is seen from its items.
      const kept = path.startsWith(SEARCH) ? { ...answer, nextCursor: null } : answer
      answers.set(`${person} ${path.replace(/&cursor=.*/, '')}, question ${answers.size}`, JSON.stringify(kept))
      return answer
    }
    const own = world.conversations.flatMap(({ members }, at) => (members.includes(person) ? [at] : []))
    await askLists(ask)
    const [wholly = 0, ...others] = own
    await leafThrough(ask, wholly)
    for (const at of others.slice(0, LOOKED_AT))
      await lookAt(ask, at, 1 + below(world.conversations[at]?.messages ?? 1))
    for (let count = 0; count < SEARCHES; count++) {
      const at = own[below(own.length)] ?? 0
      const said = saidAt(
        at,
        below(world.conversations[at]?.messages ?? 1),
        !world.conversations[at]?.members.includes(0),
      )
      const words = said.split(' ').slice(0, 1 + (count % 3))
      await search(ask, words.join(' '))
    }
  }
  return answers
}

interface Answer {
  nextCursor?: string | null
  items?: { seq?: number }[]
  hasBefore?: boolean
}

type Ask = (path: string) => Promise<Answer>

async function search(ask: Ask, words: string): Promise<void> {
  const path = `${SEARCH}${encodeURIComponent(words)}`
  let page = await ask(path)
  for (let count = 1; count < SEARCH_PAGES && typeof page.nextCursor === 'string'; count++)
    page = await ask(`${path}&cursor=${encodeURIComponent(page.nextCursor)}`)
}

async function askLists(ask: Ask): Promise<void> {
  for (const path of ['/api/conversations', '/api/friends', '/api/notifications', '/api/feed', '/api/projects']) {
    let cursor: string | null | undefined = null
    do {
      const page: Answer = await ask(cursor === null ? path : `${path}?cursor=${encodeURIComponent(cursor)}`)
      cursor = page.nextCursor ?? null
    } while (cursor !== null)
  }
  await ask(`/api/projects/${projectId(0)}/files`).catch(() => undefined)
}

async function leafThrough(ask: Ask, at: number): Promise<void> {
  const path = `/api/conversations/${conversationId(at)}/messages?limit=${PAGE}`
  let page = await ask(path)
  while (page.hasBefore === true) page = await ask(`${path}&before=${page.items?.[0]?.seq ?? 0}`)
}

async function lookAt(ask: Ask, at: number, seq: number): Promise<void> {
  const path = `/api/conversations/${conversationId(at)}`
  await ask(`${path}/messages`)
  await ask(`${path}/messages?around=${seq}`)
  await ask(`${path}/changes?since=${seq}`)
  await ask(`${path}/members`)
}
