import { expect, test } from 'vitest'
import { jobHandlers } from '../../jobs/job-handlers.ts'
import { enqueue, Jobs } from '../../jobs/jobs.ts'
import { expectProblem, world } from '../../testing/world.ts'

const LIST = 'GET /api/admin/jobs'
const RETRY = 'POST /api/admin/jobs/:jobId'
const DROP = 'DELETE /api/admin/jobs/:jobId'

test('leaders see what work there is and what failed, but not what it is about, and nobody else sees any', async () => {
  const { alice, bob, failed, ids, raw } = await withGivenUp(3)
  const seen = await alice.call(LIST, { limit: 2 })
  expect(seen.kinds).toMatchObject([{ kind: 'mail', givenUp: 3, due: 0, running: 0, dueSince: null }])
  expect(seen.sweeps.map(({ name }) => name)).toContain('expired-sessions')
  expect(seen.items).toMatchObject([failed, failed])
  const rest = await alice.call(LIST, { limit: 2, cursor: seen.nextCursor ?? '' })
  expect(rest.nextCursor).toBeNull()
  // They were given up side by side.
  expect([...seen.items, ...rest.items].map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  expect(JSON.stringify([seen, rest])).not.toContain('@example.org')
  const figures = await (await raw('/metrics')).text()
  expect(figures).toContain('kith_jobs{state="given-up"} 3')
  expect(figures).toContain('kith_jobs{state="due"} 0')
  const jobId = ids[0] ?? ''
  await expectProblem(bob.call(LIST, {}), 'forbidden')
  await expectProblem(bob.call(RETRY, { jobId }), 'forbidden')
  await expectProblem(bob.call(DROP, { jobId }), 'forbidden')
})

test('what was given up is tried again or dropped by a leader, and that is written down', async () => {
  const { alice, ctx, ids, redo } = await withGivenUp(2)
  const [first = '', second = ''] = ids
  await alice.call(DROP, { jobId: first })
  await expectProblem(alice.call(DROP, { jobId: first }), 'not-found')
  await alice.call(RETRY, { jobId: second })
  const waiting = await alice.call(LIST, {})
  expect(waiting.kinds).toMatchObject([{ kind: 'mail', due: 1, givenUp: 0 }])
  expect(waiting.items).toMatchObject([{ id: second, state: 'failing', attempts: 0 }])
  await expectProblem(alice.call(DROP, { jobId: second }), 'not-found')
  expect(await redo()).toEqual(['letter 1'])
  await expectProblem(alice.call(RETRY, { jobId: second }), 'not-found')
  expect(await alice.call(LIST, {})).toMatchObject({ kinds: [], items: [] })
  const noted = await ctx.db.read.selectFrom('audit').selectAll().where('kind', 'like', 'job-%').orderBy('id').execute()
  expect(noted.map(({ kind, actor_id }) => [kind, actor_id])).toEqual([
    ['job-dropped', alice.user.id],
    ['job-retried', alice.user.id],
  ])
})

/** Letters that a server elsewhere refused for the last time. */
async function withGivenUp(count: number) {
  const { alice, bob, app, errors, raw } = await world()
  const { ctx } = app
  ctx.jobs.close()
  await ctx.background.idle()
  await ctx.db.write((tx) => tx.deleteFrom('jobs').execute())
  const now = ctx.now()
  const ids: string[] = []
  await ctx.db.write(async (tx) => {
    for (let index = 0; index < count; index++) {
      const letter = { to: 'carol@example.org', subject: `letter ${index}`, text: '' }
      ids.push(await enqueue(tx, 'mail', letter, { now }))
    }
    await tx.updateTable('jobs').set({ attempts: 7 }).execute()
  })
  await doing(async () => {
    throw new Error('550 no carol@example.org here')
  })
  expect(errors.takeAll()).toHaveLength(count)
  const lastError = '550 no (an address) here'
  const failed = { kind: 'mail', state: 'given-up', attempts: 8, lastError, nextTryAt: null }
  return {
    alice,
    bob,
    ctx,
    raw,
    ids,
    failed,
    /** The subjects of the letters that are sent now. */
    redo: async () => {
      const sent: string[] = []
      await doing(async (_, { subject }) => void sent.push(subject))
      return sent
    },
  }

  async function doing(mail: (typeof jobHandlers)['mail']): Promise<void> {
    const jobs = new Jobs(() => ctx, { ...jobHandlers, mail })
    jobs.wake()
    await ctx.background.idle()
    jobs.close()
  }
}
