import { HttpSocket } from '../http-socket.ts'
import { Meter } from '../meter.ts'
import { chanceOf, chinese, hiddenWords, latin } from '../natural-talk.ts'
import { quantile, sorted } from '../statistics.ts'
import type { Target } from '../target.ts'
import type { BenchWorld } from '../world.ts'
import { projectId, tokenOf } from '../world.ts'
import { latencyFigures } from './latency.ts'
import type { Outcome, Scenario } from './scenario.ts'
import { WARM_UP_MS } from './scenario.ts'

/** So often each kind is asked. */
const ROUNDS = 60
const SMALL_PROJECTS = 30
const SMALL_FILES = 100
/** Where the one who asks is not. */
const HIDDEN_SHARE = 0.4

/** One who asks is in one large project and in some small ones, and not in another large one. */
function filesWorld(files: number): BenchWorld {
  return {
    people: 10,
    conversations: [],
    projects: [
      { members: [0, 1, 2], files },
      { members: [1, 2], files: Math.round(files * HIDDEN_SHARE) },
      ...Array.from({ length: SMALL_PROJECTS }, () => ({ members: [0, 3], files: SMALL_FILES })),
    ],
  }
}

const chance = chanceOf(20_261_121)
const below = (count: number): number => Math.floor(chance() * count)
const wordIn = (words: readonly string[], from: number, to: number): string => words[from + below(to - from)] ?? ''
const usual = (): string => wordIn(latin.words, 200, 1_000)
const frequent = (): string => wordIn(latin.words, 40, 100)
const typed = (length: number): string => {
  const word = latin.words.slice(100, 3_000).find((one, at) => at >= below(2_500) && one.length >= length)
  return (word ?? 'kolarinu').slice(0, length)
}

const questions: Record<string, () => string> = {
  'rare word': () => wordIn(latin.words, 8_000, 20_000),
  'frequent word': frequent,
  'most frequent': () => latin.words.find((word) => word.length >= 3) ?? '',
  'two words': () => `${usual()} ${usual()}`,
  'two frequent': () => `${frequent()} ${frequent()}`,
  phrase: () => `"${wordIn(latin.words, 0, 10)} ${wordIn(latin.words, 0, 10)}"`,
  'part of a name': () => wordIn(latin.words, 500, 2_000).slice(1, 6),
  Chinese: () => wordIn(chinese.words, 100, 2_000),
  'Chinese sign': () => wordIn(chinese.words, 0, 100),
  'from: and word': () => `from:bench0 ${usual()}`,
  ...Object.fromEntries(
    [1, 2, 3, 4, 6].map((length) => [`${length} ${length === 1 ? 'letter' : 'letters'}`, () => typed(length)]),
  ),
  'hidden, frequent': () => hiddenWords.frequent,
  'hidden, rare': () => hiddenWords.rare,
  'hidden, typed': () => hiddenWords.frequent.slice(0, 4 + below(6)),
}

async function askAll(target: Target): Promise<Outcome> {
  const http = new HttpSocket(target.port)
  const taken = new Map<string, number[]>(Object.keys(questions).map((kind) => [kind, []]))
  let refused = 0
  let answered = 0
  const ask = async (kind: string, q: string): Promise<void> => {
    const startedAt = performance.now()
    const { status, body } = await http.get(`/api/search?type=file&q=${encodeURIComponent(q)}`, tokenOf(0))
    taken.get(kind)?.push(performance.now() - startedAt)
    const hasHits = body.includes('"type":"file"')
    // A file of a project that one is not in is a fault like a message that was lost.
    if (status !== 200 || body.includes(projectId(1)) || (kind.startsWith('hidden') && hasHits)) refused++
    if (hasHits) answered++
  }
  const round = async (): Promise<void> => {
    for (const [kind, question] of Object.entries(questions)) await ask(kind, question())
  }
  const warmUntil = performance.now() + WARM_UP_MS
  while (performance.now() < warmUntil) await round()
  for (const ms of taken.values()) ms.length = 0
  answered = 0
  const meter = new Meter(target)
  for (let at = 0; at < ROUNDS; at++) await round()
  const asked = ROUNDS * taken.size
  const used = meter.stop('question', asked)
  http.close()
  const all = [...taken.values()].flat()
  const figures = [...taken].flatMap(([kind, ms]) => [
    [`${kind} p50 ms`, quantile(sorted(ms), 0.5)] as const,
    [`${kind} p99 ms`, quantile(sorted(ms), 0.99)] as const,
  ])
  return {
    figures: {
      ...Object.fromEntries(figures),
      'share with hits': answered / asked,
      ...used,
      ...latencyFigures(all),
      refused,
    },
    latencies: { of: 'from asking a question to having the answer', ms: all },
  }
}

export const searchFilesScenario: Scenario = {
  name: 'search-files',
  summary: 'questions about the files of projects, one after another, by name and by the words in them',
  targets: ['kith', 'postgres'],
  sizes: { of: 'files in one project', values: [50_000] },
  world: (_isCrowded, size) => filesWorld(size),
  run: askAll,
}
