import { Crowd } from '../crowd.ts'
import type { Person } from '../crowd.ts'
import { Meter } from '../meter.ts'
import { quantile, sorted } from '../statistics.ts'
import type { Target } from '../target.ts'
import { channelWorld, conversationId, tokenOf } from '../world.ts'
import type { Outcome, Scenario } from './scenario.ts'
import { among, pause } from './scenario.ts'

const READERS = 50
const SLOW = 50
const RATE_PER_S = 1_000
const ALONE_SECONDS = 10
const SECONDS = 60
const TIMED_EVERY = 10

/** Half of the sockets stop reading while the conversation goes on; afterwards each of them asks for what it missed. */
async function slow(target: Target): Promise<Outcome> {
  const crowd = await Crowd.connect(target, READERS + SLOW, () => 0)
  const sender = crowd.people[0]
  if (sender === undefined) throw new Error('nobody came')
  const timed: number[] = []
  for (let index = 1; index < READERS; index += TIMED_EVERY) {
    const person = crowd.people[index]
    if (person === undefined) continue
    person.onMessage = (seq) => timed.push(performance.now() - (sender.sentAt[seq - 1] ?? 0))
  }
  await sendFor(crowd, sender, ALONE_SECONDS)
  const alone = sorted(timed.splice(0))
  const before = target.rssBytes()
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, target.rssBytes())
  }, 250)
  const asleep = crowd.people.slice(READERS)
  for (const { socket } of asleep) socket.tcp.pause()
  const meter = new Meter(target)
  await sendFor(crowd, sender, SECONDS)
  const used = meter.stop('send', SECONDS * RATE_PER_S)
  clearInterval(watch)
  const crowded = sorted(timed)
  const total = sender.sentAt.length
  await pause(500)
  const good = crowd.people.slice(0, READERS).reduce((sum, { ledger }) => sum + ledger.lostUpTo(total), 0)
  const missing = await Promise.all(asleep.map((person) => missingAfterCatchingUp(target, person, total)))
  crowd.disconnect()
  return {
    figures: {
      ...used,
      'memory growth MB': (most - before) / 1e6,
      'p99 ms before': quantile(alone, 0.99),
      'p99 ms among the slow': quantile(crowded, 0.99),
      'cut off': asleep.filter(({ socket }) => socket.tcp.destroyed || socket.tcp.readableEnded).length,
      'lost of who reads': good,
      'missing after catching up': missing.reduce((sum, each) => sum + each, 0),
    },
    latencies: { of: 'from the send to each who reads, among those who do not', ms: timed },
  }
}

async function sendFor(crowd: Crowd, sender: Person, seconds: number): Promise<void> {
  const from = performance.now()
  const total = seconds * RATE_PER_S
  let sent = 0
  while (sent < total) {
    const due = Math.min(total, Math.floor(((performance.now() - from) / 1000) * RATE_PER_S))
    for (; sent < due; sent++) crowd.send(sender)
    await pause(1)
  }
  while (crowd.acked < sender.sentAt.length) await pause(5)
}

/** Reads on, then asks page by page for what came after the last that was heard. */
async function missingAfterCatchingUp(target: Target, person: Person, total: number): Promise<number> {
  person.socket.tcp.resume()
  await pause(300)
  const heard = new Set<number>()
  let after = person.ledger.last
  const base = `http://127.0.0.1:${target.port}/api/conversations/${conversationId(0)}/messages?limit=100`
  for (;;) {
    const answer = await fetch(`${base}&after=${after}`, {
      headers: { authorization: `Bearer ${tokenOf(person.index)}` },
    })
    const page = (await answer.json()) as { items: { seq: number }[]; hasAfter: boolean }
    for (const { seq } of page.items) heard.add(seq)
    after = page.items.at(-1)?.seq ?? after
    if (!page.hasAfter) break
  }
  return person.ledger.lostUpTo(person.ledger.last) + Math.max(0, total - person.ledger.last - heard.size)
}

export const slowScenario: Scenario = {
  name: 'slow',
  summary: `1,000 sends/s to ${READERS} sockets that read, for ${SECONDS} s, while ${SLOW} others have stopped reading`,
  targets: ['kith'],
  world: (isCrowded) => among(channelWorld(READERS + SLOW), isCrowded),
  run: slow,
}
