import { Chance } from '../../scripts/seed/chance.ts'
import { redisProgram } from '../../packages/server/src/testing/own-redis.ts'
import { breachOf } from '../breach.ts'
import type { Breach } from '../breach.ts'
import { gather, pause } from '../crowd.ts'
import type { Crowd } from '../crowd.ts'
import { sayBreaches } from '../prove.ts'
import { Talk } from '../talk.ts'
import { judge } from '../verdict.ts'
import { measureAcross } from './across.ts'
import { everyoneHears } from './caught-up.ts'
import { startCluster } from './cluster.ts'
import type { Cluster } from './cluster.ts'
import { revokeAcross } from './revocation.ts'

export const nodesProof = {
  name: 'nodes',
  summary: 'two nodes, one database: Redis is killed, a node is killed with -9, PostgreSQL is restarted',
}

export interface NodesSizes {
  /** Half of them on each node. */
  devices: number
  /** The longest that a device rests between two sends. */
  restMaxMs: number
  redisAwayMs: number
  /** Whether rights are taken away while Redis is away, which takes as long as a sweep. */
  isWhole: boolean
}

export const WHOLE: NodesSizes = { devices: 400, restMaxMs: 4_000, redisAwayMs: 10_000, isWhole: true }
export const SHORT: NodesSizes = { devices: 24, restMaxMs: 400, redisAwayMs: 3_000, isWhole: false }

const CAUGHT_UP_MS = 30_000
const REVOKED_MS = 2_000
const REVOKED_WITHOUT_REDIS_MS = 60_000
const MEMBERS_EACH = 8
const QUIET_MS = 2_000
/** So much longer may a message take to another node, of a hundred all but the slowest. */
const ACROSS_MAX_MS = 10

/** Null where it cannot be given, as the machine has no Redis. */
export async function proveNodes(sizes: NodesSizes, seed: number): Promise<Breach[] | null> {
  const program = redisProgram()
  if (program === null) {
    console.log(`\n${nodesProof.name}: NOT RUN, there is neither redis-server nor valkey-server on this machine`)
    return null
  }
  console.log(`\n${nodesProof.name}: ${nodesProof.summary}\n  seed ${seed}, ${sizes.devices} clients`)
  const cluster = await startCluster(program)
  try {
    const across = sizes.isWhole ? await sayAcross(cluster) : []
    const chance = new Chance(seed)
    const plan = { conversations: Math.ceil(sizes.devices / MEMBERS_EACH), pairEvery: 4, proxyEvery: Infinity }
    const [url = ''] = cluster.doors
    const urlOf = (index: number): string => cluster.doors[index % cluster.doors.length] ?? url
    const crowd = await gather({ url, urlOf }, { ...plan, devices: sizes.devices }, chance)
    const talk = new Talk(crowd, new Chance(seed + 1), { sends: Infinity, restMaxMs: sizes.restMaxMs })
    const from = performance.now()
    const said = talk.run(CAUGHT_UP_MS)
    const troubles = new Troubles(cluster, crowd)
    await troubles.all(sizes)
    talk.enough()
    await said
    const seconds = (performance.now() - from) / 1_000
    const verdict = await judge(crowd, talk, CAUGHT_UP_MS)
    crowd.stop()
    console.log(
      `  ${talk.acknowledged} sends acknowledged in ${seconds.toFixed(0)} s (${(talk.acknowledged / seconds).toFixed(0)} a second)`,
    )
    const late = crowd.devices.reduce((sum, { ledger }) => sum + ledger.heardLate, 0)
    console.log(`  ${late} events came after newer ones, from the other node; what they tell was shown in order`)
    console.log(`  ${verdict.read} messages read by a fresh session, ${verdict.compared} shown places compared`)
    return sayBreaches([...across, ...troubles.breaches, ...verdict.breaches])
  } finally {
    await cluster.remove()
  }
}

async function sayAcross(cluster: Cluster): Promise<Breach[]> {
  const { here, there } = await measureAcross(cluster)
  const inMs = ({ p50, p99 }: typeof here): string => `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`
  console.log(`  a message on its own node: ${inMs(here)}; on the other: ${inMs(there)}`)
  const isSlow = there.p99 - here.p99 > ACROSS_MAX_MS
  return isSlow ? [breachOf('late', `to another node p99 is ${(there.p99 - here.p99).toFixed(1)} ms more`)] : []
}

/** What is done to the nodes and to what they stand on, one after the other. */
class Troubles {
  readonly breaches: Breach[] = []
  readonly #cluster: Cluster
  readonly #crowd: Crowd

  constructor(cluster: Cluster, crowd: Crowd) {
    this.#cluster = cluster
    this.#crowd = crowd
  }

  async all({ redisAwayMs, isWhole }: NodesSizes): Promise<void> {
    const { nodes, redis, postgres } = this.#cluster
    await this.#heard('before any trouble')
    await this.#revoked('first', 'with Redis', REVOKED_MS)

    await redis.kill()
    const isBack = pause(redisAwayMs).then(() => redis.start())
    await this.#heard('from the kill of Redis on')
    await isBack
    await this.#heard('from the moment Redis was back, empty')

    const last = nodes.at(-1)
    await last?.end('SIGKILL')
    await this.#heard('from the kill -9 of a node on, with its clients on the other')
    await last?.start()
    await this.#heard('from the moment it was back')

    await postgres.stop()
    await pause(QUIET_MS)
    await postgres.start()
    await this.#heard('from the restart of PostgreSQL on')
    await this.#revoked('second', 'with Redis, after all that', REVOKED_MS)
    if (!isWhole) return

    await redis.kill()
    await this.#revoked('third', 'without Redis', REVOKED_WITHOUT_REDIS_MS)
    await redis.start()
    await this.#heard('from the moment Redis was back again')
  }

  async #heard(when: string): Promise<void> {
    const { ms, behind } = await everyoneHears(this.#crowd, CAUGHT_UP_MS)
    console.log(`  ${when}: all caught up in ${(ms / 1_000).toFixed(1)} s`)
    const isOnline = await this.#crowd.online(CAUGHT_UP_MS)
    if (!isOnline) this.breaches.push(breachOf('late', `${when}: not all devices came online`))
    for (const name of behind) this.breaches.push(breachOf('late', `${when}: ${name} was not caught up`))
  }

  async #revoked(label: string, when: string, withinMs: number): Promise<void> {
    const { memberMs, sessionMs } = await revokeAcross(this.#cluster, label, withinMs + CAUGHT_UP_MS)
    console.log(`  ${when}: removed after ${inSeconds(memberMs)}, signed out after ${inSeconds(sessionMs)}`)
    if (Math.max(memberMs, sessionMs) > withinMs)
      this.breaches.push(breachOf('late', `${when}: a right outlived its end by more than ${withinMs} ms`))
  }
}

function inSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`
}
