import { expect, test } from 'vitest'
import { hasTwoNodes, twoNodes } from '../testing/two-nodes.ts'

test.skipIf(!hasTwoNodes)(
  'who takes the next place and stalls is waited for by who writes at another node, and whoever reads meanwhile misses neither',
  async () => {
    const { app, alice, bob, carol } = await twoNodes()
    const { id } = await alice.create({ kind: 'group', memberIds: [bob.user.id, carol.user.id] })
    await carol.until(({ conversations }) => conversations.has(id))
    await carol.open(id)
    const since = carol.state.conversations.get(id)?.head ?? 0
    const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>()
    const { promise: isHeld, resolve: held } = Promise.withResolvers<void>()
    const holding = app.ctx.db.write(async (tx) => {
      const own = tx.updateTable('members').set({ has_written: 1 }).where('user_id', '=', alice.user.id)
      await own.where('conversation_id', '=', id).execute()
      held()
      await mayGoOn
    })
    await isHeld
    const first = alice.send(id, 'took its place, and stalls').sent
    // Her place in the conversation is taken before her own row is wanted.
    const free = app.ctx.db.read.selectFrom('conversations').select('id').where('id', '=', id).forUpdate().skipLocked()
    while ((await free.execute()).length > 0) await new Promise((resolve) => setImmediate(resolve))
    let isSecondDone = false
    const second = bob.send(id, 'comes after it').sent.finally(() => {
      isSecondDone = true
    })
    const { messages, head } = await carol.call('GET /api/conversations/:conversationId/changes', {
      conversationId: id,
      since,
    })
    expect({ messages, head, isSecondDone }).toEqual({ messages: [], head: since, isSecondDone: false })
    goOn()
    await holding
    const [stalled, later] = await Promise.all([first, second])
    expect([stalled.rev, later.rev]).toEqual([since + 1, since + 2])
    await carol.until(() => carol.bodies(id).slice(-2).join() === 'took its place, and stalls,comes after it')
  },
)
