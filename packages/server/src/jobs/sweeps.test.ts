import { expect, test } from 'vitest'
import { world } from '../testing/world.ts'
import type { Sweep } from './sweep.ts'
import { Sweeps } from './sweeps.ts'

const hour = 60 * 60_000
const name = 'test'

test('of all nodes one sweeps, and none again before it is due', async () => {
  const { look, swept, change } = await twoNodes()
  await look()
  expect(swept()).toBe(1)
  await look()
  expect(swept()).toBe(1)
  await change({ due_at: 0 })
  await look()
  expect(swept()).toBe(2)
})

test('what a killed node was sweeping is swept by another once the lease ends, and no clock puts it off', async () => {
  const { look, swept, change } = await twoNodes()
  await look()
  await change({ due_at: 0, claim: 'of another', claimed_until: Date.now() + 40_000 })
  await look()
  expect(swept()).toBe(1)
  await change({ claimed_until: 1 })
  await look()
  expect(swept()).toBe(2)
  await change({ due_at: Date.now() + 365 * 24 * hour })
  await look()
  expect(swept()).toBe(3)
})

test('a sweep that fails says why, and comes again in its time', async () => {
  const { alice, app, errors } = await world()
  const failing: Sweep = { name, everyMs: hour, run: () => Promise.reject(new Error('the disk is away')) }
  const node = new Sweeps(() => app.ctx, [failing])
  node.look()
  await app.ctx.background.idle()
  node.close()
  const { sweeps } = await alice.call('GET /api/admin/jobs', {})
  const state = sweeps.find((sweep) => sweep.name === name)
  expect(state).toMatchObject({ isRunning: false, lastError: 'the disk is away' })
  expect(Date.parse(state?.nextAt ?? '')).toBe(Date.parse(state?.endedAt ?? '') + hour)
  expect(errors.takeAll()).toHaveLength(1)
})

/** Two at a time that sweep the same on one database. */
async function twoNodes() {
  const { app } = await world()
  const { ctx } = app
  await ctx.background.idle()
  let swept = 0
  const sweep: Sweep = {
    name,
    everyMs: hour,
    run: async () => {
      swept += 1
    },
  }
  return {
    swept: () => swept,
    look: async () => {
      const nodes = [new Sweeps(() => ctx, [sweep]), new Sweeps(() => ctx, [sweep])]
      for (const node of nodes) node.look()
      await ctx.background.idle()
      for (const node of nodes) node.close()
    },
    change: (values: { due_at?: number; claim?: string; claimed_until?: number }) =>
      ctx.db.write((tx) => tx.updateTable('sweeps').set(values).where('name', '=', name).execute()),
  }
}
