import { expect, onTestFinished, test } from 'vitest'
import type { AppContext } from '../context.ts'
import { Ear, socketOf } from '../testing/wire.ts'
import { world } from '../testing/world.ts'
import { jobHandlers } from './job-handlers.ts'
import { claimJobs } from './job-rows.ts'
import { enqueue, Jobs, momentOf, sweepJobs } from './jobs.ts'

const hour = 60 * 60_000

test('work that a process left under way when it died holds up nothing else', async () => {
  const { alice, bob, app } = await world()
  const { db } = app.ctx
  const now = Date.now()
  await db.write((tx) => enqueue(tx, 'status-over', { userId: alice.user.id }, { now: now - hour }))
  await db.write((tx) =>
    tx
      .updateTable('jobs')
      .set({ claimed_until: now + hour, attempts: 1 })
      .execute(),
  )
  const ear = new Ear(socketOf(bob))
  await alice.call('POST /api/friends', { email: 'bob@example.org' })
  await ear.hears('relation', ({ friendship }) => friendship === 'received')
  const left = await db.read.selectFrom('jobs').select('kind').where('claimed_until', '>', now).execute()
  expect(left).toContainEqual({ kind: 'status-over' })
})

test('what takes long holds up nothing that takes moments', async () => {
  const { alice, app } = await world()
  const { ctx } = app
  // What this world does by itself would take some of the work away.
  ctx.jobs.close()
  await ctx.background.idle()
  const slow = Promise.withResolvers<void>()
  const done = Promise.withResolvers<void>()
  let begun = 0
  const jobs = new Jobs(() => ctx, {
    ...jobHandlers,
    export: async () => {
      begun += 1
      await slow.promise
    },
    'status-over': async () => done.resolve(),
  })
  const now = ctx.now()
  await ctx.db.write(async (tx) => {
    for (let index = 0; index < 5; index++) await enqueue(tx, 'export', { exportId: `none ${index}` }, { now })
    await enqueue(tx, 'status-over', { userId: alice.user.id }, { now })
  })
  jobs.wake()
  onTestFinished(() => slow.resolve())
  await done.promise
  expect(begun).toBeLessThanOrEqual(2)
  slow.resolve()
  await ctx.background.idle()
  expect(begun).toBe(5)
  expect(await ctx.db.read.selectFrom('jobs').select('kind').where('kind', '=', 'export').execute()).toEqual([])
  jobs.close()
})

test('what waits for servers elsewhere holds up nothing that takes moments', async () => {
  const { alice, app } = await world()
  const { ctx } = app
  const slow = Promise.withResolvers<void>()
  const done = Promise.withResolvers<void>()
  const jobs = new Jobs(() => ctx, {
    ...jobHandlers,
    'preview-links': () => slow.promise,
    'status-over': async () => done.resolve(),
  })
  const now = ctx.now()
  await ctx.db.write(async (tx) => {
    for (let index = 0; index < 9; index++) await enqueue(tx, 'preview-links', { messageId: `none ${index}` }, { now })
    await enqueue(tx, 'status-over', { userId: alice.user.id }, { now })
  })
  jobs.wake()
  onTestFinished(() => slow.resolve())
  await done.promise
  slow.resolve()
  await ctx.background.idle()
  expect(await ctx.db.read.selectFrom('jobs').select('kind').where('kind', '=', 'preview-links').execute()).toEqual([])
  jobs.close()
})

test('what was given up is kept for a week and not longer', async () => {
  let now = Date.now()
  const { app } = await world({ now: () => now })
  const { ctx } = app
  const mail = { to: 'somebody@example.org', subject: '', text: '' }
  await ctx.db.write((tx) => enqueue(tx, 'mail', mail, { now }))
  await ctx.db.write((tx) => tx.updateTable('jobs').set({ failed_at: now }).execute())
  await sweepJobs(ctx)
  expect(await ctx.db.read.selectFrom('jobs').select('kind').execute()).toHaveLength(1)
  now += 8 * 24 * hour
  await sweepJobs(ctx)
  expect(await ctx.db.read.selectFrom('jobs').select('kind').execute()).toEqual([])
})

test('of two nodes each job is done by one', async () => {
  const { ctx, alice } = await withoutJobs()
  const begun: string[] = []
  const bothAreAtIt = Promise.withResolvers<void>()
  const nodes = ['one', 'other'].map(
    (name) =>
      new Jobs(() => ctx, {
        ...jobHandlers,
        'status-over': async () => {
          begun.push(name)
          if (new Set(begun).size === 2) bothAreAtIt.resolve()
          await bothAreAtIt.promise
        },
      }),
  )
  const now = ctx.now()
  await ctx.db.write(async (tx) => {
    for (let index = 0; index < 40; index++) await enqueue(tx, 'status-over', { userId: alice.user.id }, { now })
  })
  for (const node of nodes) node.wake()
  await ctx.background.idle()
  for (const node of nodes) node.close()
  expect(begun).toHaveLength(40)
  expect(await allJobs(ctx)).toEqual([])
})

test('what a node had when it was killed is taken up by another once the lease ends', async () => {
  const { ctx, alice } = await withoutJobs()
  const done = Promise.withResolvers<void>()
  const other = new Jobs(() => ctx, { ...jobHandlers, 'status-over': async () => done.resolve() })
  const now = ctx.now()
  await ctx.db.write((tx) => enqueue(tx, 'status-over', { userId: alice.user.id }, { now }))
  const moment = momentOf(ctx)
  const lease = { claim: 'of the dead', leaseMs: 1_000, limit: 1, butIds: [] }
  const taken = await ctx.db.write((tx) => claimJobs(tx, { ...moment, lane: 'moments' }, lease))
  expect(taken).toHaveLength(1)
  other.wake()
  await done.promise
  await ctx.background.idle()
  other.close()
  expect(await allJobs(ctx)).toEqual([])
})

test('who works for long holds on to what they do', async () => {
  const { ctx, alice } = await withoutJobs()
  const gate = Promise.withResolvers<void>()
  const node = new Jobs(() => ctx, { ...jobHandlers, 'status-over': () => gate.promise }, 1_500)
  onTestFinished(() => gate.resolve())
  const now = ctx.now()
  await ctx.db.write((tx) => enqueue(tx, 'status-over', { userId: alice.user.id }, { now }))
  node.wake()
  const until = async (): Promise<number> => (await allJobs(ctx))[0]?.claimed_until ?? 0
  await expect.poll(until, { timeout: 20_000 }).toBeGreaterThan(0)
  const first = await until()
  await expect.poll(until, { timeout: 20_000 }).toBeGreaterThan(first)
  gate.resolve()
  await ctx.background.idle()
  node.close()
  expect(await allJobs(ctx)).toEqual([])
})

test.each(['ends', 'fails'])('who lost the lease has no say any more when the work %s', async (end) => {
  const { ctx, alice } = await withoutJobs()
  const begun = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  const stalled = new Jobs(() => ctx, {
    ...jobHandlers,
    'status-over': async () => {
      begun.resolve()
      await gate.promise
      if (end === 'fails') throw new Error('too late')
    },
  })
  const now = ctx.now()
  await ctx.db.write((tx) => enqueue(tx, 'status-over', { userId: alice.user.id }, { now }))
  stalled.wake()
  await begun.promise
  const taken = { claim: 'of another', claimed_until: Date.now() + hour, attempts: 2 }
  await ctx.db.write((tx) => tx.updateTable('jobs').set(taken).execute())
  gate.resolve()
  await ctx.background.idle()
  stalled.close()
  expect(await allJobs(ctx)).toMatchObject([{ ...taken, last_error: null }])
})

test('what fails is tried again after a pause, not all at once, and what ends the server each time is given up', async () => {
  const at = Date.now()
  const { ctx, alice, errors } = await withoutJobs(() => at)
  let begun = 0
  const node = new Jobs(() => ctx, {
    ...jobHandlers,
    'status-over': async () => {
      begun += 1
      throw new Error('550 <bob@example.org> is not here')
    },
  })
  await ctx.db.write((tx) => enqueue(tx, 'status-over', { userId: alice.user.id }, { now: at }))
  node.wake()
  await ctx.background.idle()
  const [tried] = await allJobs(ctx)
  expect(tried).toMatchObject({ attempts: 1, failed_at: null, last_error: '550 <(an address)> is not here' })
  expect((tried?.run_at ?? 0) - at).toBeGreaterThanOrEqual(3_750)
  expect((tried?.run_at ?? 0) - at).toBeLessThanOrEqual(6_250)
  await ctx.db.write((tx) => tx.updateTable('jobs').set({ run_at: at, attempts: 8 }).execute())
  node.wake()
  await ctx.background.idle()
  node.close()
  expect(begun).toBe(1)
  expect(await allJobs(ctx)).toMatchObject([{ attempts: 9, failed_at: at }])
  expect(errors.takeAll()).toHaveLength(1)
})

/** A world whose own work stands still, so that a test has it to itself. */
async function withoutJobs(now?: () => number) {
  const { alice, app, errors } = await world(now === undefined ? {} : { now })
  app.ctx.jobs.close()
  await app.ctx.background.idle()
  await app.ctx.db.write((tx) => tx.deleteFrom('jobs').execute())
  return { ctx: app.ctx, alice, errors }
}

function allJobs({ db }: AppContext) {
  return db.read.selectFrom('jobs').selectAll().execute()
}
