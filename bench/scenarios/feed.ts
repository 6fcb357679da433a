import { randomUUID } from 'node:crypto'
import { HttpSocket } from '../http-socket.ts'
import { Meter } from '../meter.ts'
import { TAGS } from '../seed-feed.ts'
import { quantile, sorted } from '../statistics.ts'
import type { Target } from '../target.ts'
import { tokenOf } from '../world.ts'
import { latencyFigures } from './latency.ts'
import type { Figures, Outcome, Scenario } from './scenario.ts'

const PEOPLE = 10_000
const FOLLOWED_EACH = 200
/** So often each is asked: enough for a p99 that is not its slowest. */
const ASKED = 300
const WARM_UP = 30
const POSTED = 60

const below = (count: number): number => Math.floor(Math.random() * count)
const cursor = (place: object): string => Buffer.from(JSON.stringify(place)).toString('base64url')
const postId = (number: number): string => `00000000-0000-7000-8000-${100_000_000_000 + number}`

/** What is asked of `posts` posts; the first is what any call costs. */
const questions: Record<string, (posts: number) => string> = {
  healthz: () => '/healthz',
  home: () => '/api/feed',
  'home, further on': (posts) => `/api/feed?cursor=${cursor({ id: postId(1 + below(posts)) })}`,
  'what is new': (posts) => `/api/feed/new?after=${postId(posts - below(1_000))}`,
  everyone: () => '/api/feed?of=everyone',
  explore: () => '/api/feed?of=explore',
  'frequent hashtag': () => '/api/tags/daily/posts',
  'rare hashtag': () => `/api/tags/tag${below(TAGS)}/posts`,
  'hashtags by prefix': () => `/api/tags?q=tag${below(100)}`,
  profile: () => `/api/users/bench${below(PEOPLE)}/posts`,
}

async function readFeeds(target: Target, posts: number): Promise<Outcome> {
  const http = new HttpSocket(target.port)
  const figures: Figures = {}
  const all: number[] = []
  let refused = 0
  const isBare = target.name === 'bare-feed'
  const ask = async (question: (posts: number) => string): Promise<number> => {
    const startedAt = performance.now()
    const { status, body } = await http.get(question(posts), tokenOf(1 + below(PEOPLE - 1)))
    if (status !== 200 || body.length < 10) refused++
    return performance.now() - startedAt
  }
  const whole = new Meter(target)
  for (const [kind, question] of Object.entries(questions)) {
    if (isBare && !kind.startsWith('home')) continue
    for (let at = 0; at < WARM_UP; at++) await ask(question)
    const meter = new Meter(target)
    const ms: number[] = []
    for (let at = 0; at < ASKED; at++) ms.push(await ask(question))
    figures[`${kind} p50 ms`] = quantile(sorted(ms), 0.5)
    figures[`${kind} p99 ms`] = quantile(sorted(ms), 0.99)
    figures[`${kind} server ms/page`] = (meter.stop('page', ASKED)['server µs/page'] ?? 0) / 1_000
    if (kind !== 'healthz') all.push(...ms)
  }
  if (!isBare) Object.assign(figures, await postToMany(target, http))
  const used = whole.stop('page', all.length)
  http.close()
  return {
    figures: {
      ...figures,
      'other cores': used['other cores'] ?? 0,
      'server MB': used['server MB'] ?? 0,
      ...latencyFigures(all),
      refused,
    },
    latencies: { of: 'from asking for a page to having it', ms: all },
  }
}

/** The person 0, whom everybody follows, posts; what others wait for meanwhile. */
async function postToMany(target: Target, http: HttpSocket): Promise<Figures> {
  const posted: number[] = []
  const others: number[] = []
  for (let at = 0; at < POSTED; at++) {
    const startedAt = performance.now()
    const answer = await fetch(`http://127.0.0.1:${target.port}/api/posts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokenOf(0)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ clientId: randomUUID(), caption: `A word to all of you, number ${at} #daily` }),
    })
    if (answer.status !== 201) throw new Error(`a post was answered with ${answer.status}: ${await answer.text()}`)
    await answer.arrayBuffer()
    posted.push(performance.now() - startedAt)
    for (let call = 0; call < 20; call++) {
      const askedAt = performance.now()
      await http.get('/healthz', tokenOf(1))
      others.push(performance.now() - askedAt)
    }
  }
  return {
    'post to 10,000 followers p50 ms': quantile(sorted(posted), 0.5),
    'post to 10,000 followers p99 ms': quantile(sorted(posted), 0.99),
    'healthz right after it p99 ms': quantile(sorted(others), 0.99),
    'healthz right after it, longest ms': Math.max(...others),
  }
}

export const feedScenario: Scenario = {
  name: 'feed',
  summary: `pages of feeds, one after another: ${PEOPLE.toLocaleString('en')} people who follow ${FOLLOWED_EACH} each, and one whom all follow`,
  targets: ['kith', 'postgres', 'bare-feed'],
  sizes: { of: 'posts', values: [1_000_000] },
  world: (_isCrowded, size) => ({
    people: PEOPLE,
    conversations: [],
    feed: { posts: size, followedEach: FOLLOWED_EACH },
  }),
  run: readFeeds,
}
