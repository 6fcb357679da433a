import { HttpSocket } from '../http-socket.ts'
import { Meter } from '../meter.ts'
import { chanceOf, chinese, hiddenWords, latin } from '../natural-talk.ts'
import { quantile, sorted } from '../statistics.ts'
import type { Target } from '../target.ts'
import type { BenchWorld } from '../world.ts'
import { tokenOf } from '../world.ts'
import { latencyFigures } from './latency.ts'
import type { Outcome, Scenario } from './scenario.ts'
import { WARM_UP_MS } from './scenario.ts'

const CONVERSATIONS = 2_000
const PEOPLE = 2_000
const MEMBERS = 5
/** The person who asks is in every so many-th conversation. */
const SEEN_EVERY = 10
/** So often each kind is asked: enough for a p99 of all, and for one of each kind that is not its slowest. */
const ROUNDS = 120

/** A member of conversation `at`, other than the one who asks. */
const memberOf = (at: number, place: number): number => 1 + ((at * 7 + place * 131) % (PEOPLE - 1))

/** Few conversations are large and most are small, as everywhere. */
function searchWorld(messages: number): BenchWorld {
  const weights = Array.from({ length: CONVERSATIONS }, (_, at) => 1 / (((at * 37) % CONVERSATIONS) + 40))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  return {
    people: PEOPLE,
    isTalk: true,
    conversations: weights.map((weight, at) => ({
      kind: 'channel',
      members: [
        ...(at % SEEN_EVERY === 0 ? [0] : []),
        ...Array.from({ length: MEMBERS }, (_, place) => memberOf(at, place)),
      ],
      messages: Math.max(1, Math.round((messages * weight) / all)),
    })),
  }
}

const chance = chanceOf(20_261_121)
const below = (count: number): number => Math.floor(chance() * count)
const wordIn = (words: readonly string[], from: number, to: number): string => words[from + below(to - from)] ?? ''
const rare = (): string => wordIn(latin.words, 8_000, 20_000)
const usual = (): string => wordIn(latin.words, 200, 1_000)
const frequent = (): string => wordIn(latin.words, 40, 100)
const seen = (): number => below(CONVERSATIONS / SEEN_EVERY) * SEEN_EVERY
const typed = (length: number): string => {
  const word = latin.words.slice(100, 3_000).find((one, at) => at >= below(2_500) && one.length >= length)
  return (word ?? 'kolarinu').slice(0, length)
}

/** Each is asked in turn; the first is what any call costs. */
const questions: Record<string, () => string> = {
  'rare word': rare,
  'frequent word': frequent,
  'most frequent': () => latin.words.find((word) => word.length >= 3) ?? '',
  'two words': () => `${usual()} ${usual()}`,
  'two frequent': () => `${frequent()} ${frequent()}`,
  'part of a word': () => wordIn(latin.words, 2_000, 20_000).slice(1, 6),
  phrase: () => `"${wordIn(latin.words, 0, 10)} ${wordIn(latin.words, 0, 10)}"`,
  Chinese: () => wordIn(chinese.words, 100, 2_000),
  'Chinese sign': () => wordIn(chinese.words, 0, 100),
  'from: and word': () => `from:bench${memberOf(seen(), below(MEMBERS))} ${frequent()}`,
  'in: and word': () => `in:"Bench ${seen()}" ${usual()}`,
  'before: and word': () => `before:${new Date().getUTCFullYear() - 1 - below(2)}-02-03 ${usual()}`,
  'has:link': () => 'has:link',
  'has:link and word': () => `has:link ${usual()}`,
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7, 8].map((length) => [`${length} ${length === 1 ? 'letter' : 'letters'}`, () => typed(length)]),
  ),
  'hidden, frequent': () => hiddenWords.frequent,
  'hidden, rare': () => hiddenWords.rare,
  'hidden, typed': () => hiddenWords.frequent.slice(0, 4 + below(6)),
  'sees little: frequent': frequent,
  'sees little: rare': rare,
}

/** Somebody in a few conversations asks what begins so, the person 0 everything else. */
const askerOf = (kind: string): number => (kind.startsWith('sees little') ? 1 : 0)

/** Whether an answer has anything of a conversation that the one who asked is not in. */
function tellsTooMuch({ conversations }: BenchWorld, asker: number, body: string): boolean {
  const found = Array.from(body.matchAll(/"conversationId":"conversation-(\d+)"/g), ([, at]) => Number(at))
  return found.some((at) => conversations[at]?.members.includes(asker) !== true)
}

async function askAll(target: Target, size: number): Promise<Outcome> {
  const world = searchWorld(size)
  const http = new HttpSocket(target.port)
  const taken = new Map<string, number[]>(['healthz', ...Object.keys(questions)].map((kind) => [kind, []]))
  const faults = { refused: 0, found: 0 }
  let answered = 0
  const ask = async (kind: string, path: string): Promise<void> => {
    const startedAt = performance.now()
    const { status, body } = await http.get(path, tokenOf(askerOf(kind)))
    taken.get(kind)?.push(performance.now() - startedAt)
    if (status !== 200) faults.refused++
    if (tellsTooMuch(world, askerOf(kind), body.toString())) faults.found++
    if (kind.startsWith('hidden') && body.includes('"type":"message"')) faults.found++
    if (body.includes('"type":"message"')) answered++
  }
  const round = async (): Promise<void> => {
    await ask('healthz', '/healthz')
    for (const [kind, question] of Object.entries(questions)) {
      await ask(kind, `/api/search?q=${encodeURIComponent(question())}`)
    }
  }
  const warmUntil = performance.now() + WARM_UP_MS
  while (performance.now() < warmUntil) await round()
  for (const ms of taken.values()) ms.length = 0
  answered = 0
  const meter = new Meter(target)
  for (let at = 0; at < ROUNDS; at++) await round()
  const asked = ROUNDS * Object.keys(questions).length
  const used = meter.stop('question', asked)
  http.close()
  const of = (kind: string, share: number): number => quantile(sorted(taken.get(kind) ?? []), share)
  const all = Object.keys(questions).flatMap((kind) => taken.get(kind) ?? [])
  const figures = Object.keys(questions).flatMap((kind) => [
    [`${kind} p50 ms`, of(kind, 0.5)] as const,
    [`${kind} p99 ms`, of(kind, 0.99)] as const,
  ])
  return {
    // A word of a conversation that one may not see is a fault like a message that was lost.
    figures: {
      ...Object.fromEntries(figures),
      'median, times healthz': quantile(sorted(all), 0.5) / of('healthz', 0.5),
      'share with hits': answered / asked,
      ...used,
      ...latencyFigures(all),
      refused: faults.refused + faults.found,
    },
    latencies: { of: 'from asking a question to having the answer', ms: all },
  }
}

export const searchScenario: Scenario = {
  name: 'search',
  summary: `questions about all that was said, one after another, of one who sees one conversation in ${SEEN_EVERY}`,
  targets: ['kith', 'postgres'],
  sizes: { of: 'messages', values: [1_000_000] },
  world: (_isCrowded, size) => searchWorld(size),
  run: askAll,
}
