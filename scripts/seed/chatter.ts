import { Chance } from './chance.ts'
import { exchanges, words } from './smalltalk.ts'
import type { Exchange } from './smalltalk.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

export interface Said {
  at: number
  who: string
  body: string
}

export interface ChatterOptions {
  people: readonly string[]
  count: number
  from: number
  to: number
  seed: number
}

/** `count` messages of small talk between `from` and `to`, in bursts, mostly while people are awake. */
export function chatter({ people, count, from, to, seed }: ChatterOptions): Said[] {
  const chance = new Chance(seed)
  const bursts = Math.max(1, Math.round(count / 3))
  const said: Said[] = []
  let deck: Exchange[] = []
  for (let index = 0; said.length < count; index++) {
    if (deck.length === 0) deck = chance.shuffled(exchanges)
    const exchange = deck.pop() ?? []
    const share = (index + chance.next()) / bursts
    let at = awake(from + Math.min(share, 1) * (to - from), chance)
    const cast = chance.shuffled(people)
    const drawn = new Map<string, string>()
    for (const [role, text] of exchange) {
      // With two people only, C is the one who did not just speak.
      const who = cast[role === 'A' ? 0 : role === 'B' ? 1 : 2] ?? cast[1] ?? cast[0] ?? ''
      said.push({ at, who, body: filled(text, drawn, chance) })
      at += chance.between(0.2, 6) * minuteMs
    }
  }
  return said
    .slice(0, count)
    .toSorted((a, b) => a.at - b.at)
    .map((one) => ({ ...one, at: Math.min(one.at, to) }))
}

/** Between midnight and seven nearly everyone sleeps; what would fall there is said in the evening before. */
function awake(at: number, chance: Chance): number {
  const ofDay = at % dayMs
  return ofDay < 7 * hourMs && chance.next() > 0.03 ? at - ofDay - chance.between(1, 5) * hourMs : at
}

function filled(text: string, drawn: Map<string, string>, chance: Chance): string {
  return text.replaceAll(/\{([a-z]+)(\d?)\}/g, (slot, name: string) => {
    const known = drawn.get(slot)
    if (known !== undefined) return known
    const taken = new Set(drawn.values())
    const word = chance.pick((words[name] ?? [slot]).filter((one) => !taken.has(one)))
    drawn.set(slot, word)
    return word
  })
}
