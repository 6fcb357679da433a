import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kithProcess } from '../../scripts/kith-process.ts'
import type { KithProcess } from '../../scripts/kith-process.ts'
import { ownPostgres } from '../../scripts/own-postgres.ts'
import type { OwnPostgres } from '../../scripts/own-postgres.ts'
import { ownRedis } from '../../packages/server/src/testing/own-redis.ts'
import type { OwnRedis } from '../../packages/server/src/testing/own-redis.ts'
import { balancerOver } from './balancer.ts'

const NODES = 2

/** Nodes of one place, each a process, with a PostgreSQL and a Redis of their own. */
export interface Cluster {
  nodes: readonly KithProcess[]
  redis: OwnRedis
  postgres: OwnPostgres
  /** By node: where those connect who are with it as long as it is there, and with the other else. */
  doors: readonly string[]
  remove(): Promise<void>
}

/** All of it running. */
export async function startCluster(redisProgram: string): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-prove-nodes-'))
  const postgres = await ownPostgres(['-c', 'max_connections=100'])
  const redis = await ownRedis(redisProgram)
  await redis.start()
  const settings = {
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    SESSION_SECRET: 'the same secret in every node, since one reads what another sealed',
    RATE_LIMIT_FACTOR: '10000',
    LOG_LEVEL: 'fatal',
  }
  const nodes = await Promise.all(
    Array.from({ length: NODES }, () => kithProcess({ dataDirectory: join(folder, 'data'), settings })),
  )
  const ports = nodes.map(({ port }) => port)
  const balancers = await Promise.all(
    ports.map((port) => balancerOver([port, ...ports.filter((other) => other !== port)])),
  )
  const endWithUs = (): void => {
    for (const node of nodes) node.endNow()
    redis.killNow()
    rmSync(join(folder, 'data'), { recursive: true, force: true })
  }
  process.once('exit', endWithUs)
  for (const node of nodes) await node.start()
  return {
    nodes,
    redis,
    postgres,
    doors: balancers.map(({ url }) => url),
    remove: async () => {
      for (const balancer of balancers) balancer.remove()
      await Promise.all(nodes.map((node) => node.end('SIGKILL')))
      await redis.kill()
      await postgres.remove()
      process.off('exit', endWithUs)
      await rm(folder, { recursive: true, force: true })
    },
  }
}
