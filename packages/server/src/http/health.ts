import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Registry } from 'prom-client'
import type { AppContext } from '../context.ts'
import { Problem } from '../problem.ts'

/** Alive, ready, and how it is doing. */
export function bindHealth(server: FastifyInstance, ctx: AppContext, isReady: () => boolean): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'kith_' })

  server.get('/healthz', async () => ({ status: 'alive' }))

  server.get('/readyz', async (_request, reply) => {
    try {
      if (!isReady()) throw new Problem('busy')
      await ctx.db.ping()
      return { status: 'ready' }
    } catch {
      void reply.header('retry-after', '2')
      return reply.status(503).send({ status: 'not ready' })
    }
  })

  server.get('/metrics', async (request, reply) => {
    if (!mayReadMetrics(ctx, request)) throw new Problem('not-found')
    return reply.header('content-type', registry.contentType).send(await registry.metrics())
  })
}

const loopback = /^(127\.|::1$|::ffff:127\.)/

function mayReadMetrics(ctx: AppContext, request: FastifyRequest): boolean {
  const token = ctx.config.METRICS_TOKEN
  if (token !== null) {
    const given = Buffer.from(request.headers.authorization ?? '')
    const wanted = Buffer.from(`Bearer ${token}`)
    if (given.length === wanted.length && timingSafeEqual(given, wanted)) return true
  }
  // Behind a proxy on the same machine everyone comes from loopback; a forwarded call is not ours.
  return loopback.test(request.socket.remoteAddress ?? '') && request.headers['x-forwarded-for'] === undefined
}
