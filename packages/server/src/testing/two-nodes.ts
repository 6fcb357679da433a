import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import { onTestFinished } from 'vitest'
import { Envelopes } from '../nodes/envelopes.ts'
import { channelOf } from '../nodes/redis-nodes.ts'
import type { Publication, Said } from '../nodes/said.ts'
import { testDialect } from './fresh-place.ts'
import { manyNodes } from './many-nodes.ts'
import { ownRedis, redisProgram } from './own-redis.ts'
import type { OwnRedis } from './own-redis.ts'
import { haveMet, world } from './world.ts'
import type { Node, World, WorldOptions } from './world.ts'

const program = testDialect === 'postgres' ? redisProgram() : null

/** Whether two nodes with a Redis of their own can be had here. */
export const hasTwoNodes = program !== null

export interface TwoNodes extends World {
  redis: OwnRedis
  /** Has a node that does not exist say this to all who are in the channel. */
  ghost: () => Promise<Ghost>
  /** Whatever is published in the channel, sealed or not. */
  publish: (bytes: Buffer) => Promise<void>
  /** Resolves once no node hears another, or once all do again. */
  areApart: () => Promise<void>
  areTogether: () => Promise<void>
}

/** A node of which only words are there. */
export interface Ghost {
  id: string
  says: (what: Publication) => Promise<void>
  /** Tells this under the next number, or under `number`. */
  tells: (told: Said[], number?: number) => Promise<void>
}

/** Soon enough for tests, and late enough for a busy machine. */
const soon = { nodesPace: { aliveMs: 200, silentMs: 2_000 }, sweepPace: { endedMs: 500, awayMs: 500, allMs: 200 } }

/** `world`, on two nodes with a Redis of their own: alice and carol are at the first, bob and the stranger at the other. */
export async function twoNodes(options: WorldOptions = {}): Promise<TwoNodes> {
  if (program === null) throw new Error('there is no Redis here')
  const redis = await ownRedis(program)
  onTestFinished(() => redis.kill())
  await redis.start()
  const shared = manyNodes(redis.url)
  const place = await world({ ...soon, ...options, nodes: 2, settings: { ...shared, ...options.settings } })
  const { config } = place.app.ctx
  const envelopes = new Envelopes(config.SESSION_SECRET)
  const channel = channelOf(config.REDIS_URL ?? '', config.SESSION_SECRET, config.DATABASE_URL ?? '').name
  const mouth = new Redis(redis.url, { retryStrategy: () => 20 })
  mouth.on('error', () => undefined)
  onTestFinished(() => mouth.disconnect())
  const publish = async (bytes: Buffer): Promise<void> => void (await mouth.publish(channel, bytes))
  const isApart = ({ app }: Node): boolean => !app.nodes.isConnected
  return {
    ...place,
    redis,
    publish,
    ghost: async () => {
      const id = randomBytes(9).toString('base64url')
      let next = 1
      const says = (what: Publication): Promise<void> => publish(envelopes.seal(id, JSON.stringify(what)))
      await says({ about: 'hello', last: 0, address: 'http://127.0.0.1:9' })
      return {
        id,
        says,
        tells: (told, number = next) => {
          next = number + 1
          return says({ number, told })
        },
      }
    },
    areApart: async () => {
      while (!place.nodes.every(isApart)) await new Promise((resolve) => setImmediate(resolve))
    },
    areTogether: async () => {
      while (place.nodes.some(isApart)) await new Promise((resolve) => setImmediate(resolve))
      await haveMet(place.nodes)
    },
  }
}
