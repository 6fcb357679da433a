import { expect, onTestFinished, test } from 'vitest'
import { Ear, socketOf } from '../testing/wire.ts'
import { world } from '../testing/world.ts'
import { jobHandlers } from './job-handlers.ts'
import { enqueue, Jobs, sweepJobs } from './jobs.ts'

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
