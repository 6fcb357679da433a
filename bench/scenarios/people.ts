import { HttpSocket } from '../http-socket.ts'
import { Meter } from '../meter.ts'
import { quantile, sorted } from '../statistics.ts'
import type { Target } from '../target.ts'
import { tokenOf } from '../world.ts'
import { latencyFigures } from './latency.ts'
import type { Outcome, Scenario } from './scenario.ts'
import { MEASURED_MS, pause, WARM_UP_MS } from './scenario.ts'

const PEOPLE = 10_000
const FRIENDS_EACH = 50

const random = (): number => Math.floor(Math.random() * PEOPLE)
const cursorAfter = (name: string): string => Buffer.from(JSON.stringify({ after: name })).toString('base64url')

/** Each is asked in turn, so that what the machine does meanwhile falls on all alike; the first is what any call costs. */
const questions: Record<string, () => string> = {
  healthz: () => '/healthz',
  'search for few': () => `/api/users?q=bench${random()}`,
  'search for many': () => '/api/users?q=bench',
  friends: () => '/api/friends',
  'friends of somebody': () => `/api/users/bench${random()}/people?kind=friends`,
  directory: () => `/api/people?cursor=${cursorAfter(`bench${random()}`)}`,
  'directory by word': () => `/api/people?q=${random()}`,
}

async function askAround(target: Target): Promise<Outcome> {
  const http = new HttpSocket(target.port)
  const taken = new Map<string, number[]>(Object.keys(questions).map((name) => [name, []]))
  const faults = { refused: 0, emails: 0 }
  const round = async (isMeasured: boolean): Promise<void> => {
    const me = random()
    for (const [name, path] of Object.entries(questions)) {
      const startedAt = performance.now()
      const { status, body } = await http.get(path(), tokenOf(me))
      if (isMeasured) taken.get(name)?.push(performance.now() - startedAt)
      if (status !== 200) faults.refused++
      if (body.includes('@example.org')) faults.emails++
    }
  }
  const warmUntil = performance.now() + WARM_UP_MS
  while (performance.now() < warmUntil) await round(false)
  const meter = new Meter(target)
  const until = performance.now() + MEASURED_MS
  let rounds = 0
  for (; performance.now() < until; rounds++) await round(true)
  const used = meter.stop('round', rounds)
  http.close()
  await pause(0)
  const p99 = (name: string): number => quantile(sorted(taken.get(name) ?? []), 0.99)
  const median = (name: string): number => quantile(sorted(taken.get(name) ?? []), 0.5)
  const figures = Object.keys(questions).flatMap((name) => [
    [`${name} p99 ms`, p99(name)] as const,
    [`${name}, times healthz`, median(name) / median('healthz')] as const,
  ])
  const all = [...taken].filter(([name]) => name !== 'healthz').flatMap(([, ms]) => ms)
  return {
    // An address in an answer is a fault like a message that was lost.
    figures: {
      ...Object.fromEntries(figures),
      ...used,
      ...latencyFigures(all),
      refused: faults.refused + faults.emails,
    },
    latencies: { of: 'from asking about people to having the answer', ms: all },
  }
}

export const peopleScenario: Scenario = {
  name: 'people',
  summary: '10,000 people with 100 friends each: search, friends and the directory, one question after another',
  targets: ['kith'],
  world: () => ({ people: PEOPLE, conversations: [], friendsEach: FRIENDS_EACH }),
  run: askAround,
}
