import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { AppContext } from '../context.ts'
import { countAllJobs } from '../jobs/jobs.ts'
import { Problem } from '../problem.ts'

/** Of the process, however many places it serves one after the other: what is watched for them is never let go. */
const ofProcess = new Registry()
collectDefaultMetrics({ register: ofProcess, prefix: 'kith_' })

/** Alive, ready, and how it is doing. */
export function bindHealth(server: FastifyInstance, ctx: AppContext, isReady: () => boolean): void {
  const ofPlace = new Registry()
  gaugeJobs(ofPlace, ctx)

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
    return reply
      .header('content-type', ofPlace.contentType)
      .send(`${await ofProcess.metrics()}\n${await ofPlace.metrics()}`)
  })
}

/** Of the whole place: each node says the same. */
function gaugeJobs(registry: Registry, ctx: AppContext): void {
  const waitingSeconds = new Gauge({
    name: 'kith_jobs_due_seconds',
    help: 'For how long the oldest of the work that is due has waited',
    registers: [registry],
  })
  const jobs: Gauge<'state'> = new Gauge({
    name: 'kith_jobs',
    help: 'Work that nobody waits for, by state; what is failing is counted as what it is besides, too',
    labelNames: ['state'],
    registers: [registry],
    collect: async () => {
      // The other figures are most wanted while the database does not answer.
      const counts = await countAllJobs(ctx).catch(() => null)
      if (counts === null) return jobs.reset()
      for (const [state, count] of Object.entries(counts.states)) jobs.set({ state }, count)
      waitingSeconds.set(counts.dueForMs / 1_000)
    },
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
