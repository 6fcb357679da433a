import { expect, test } from 'vitest'
import { anyMessage } from '../../testing/any-message.ts'
import { testDialect } from '../../testing/fresh-place.ts'
import { world } from '../../testing/world.ts'
import { PostgresSearch } from './postgres-search.ts'
import type { MessageSearch } from './search-index.ts'

test.skipIf(testDialect === 'sqlite')(
  'what is not among the newest messages is found behind them, in the same order and by the same rights',
  async () => {
    const { app, alice, bob, carol } = await world()
    const { db } = app.ctx
    const group = await alice.create({ kind: 'group', title: 'Ours', memberIds: [bob.user.id] })
    for (let at = 0; at < 12; at++) {
      await alice.send(at % 3 === 0 ? group.id : alice.lobbyId, at % 2 === 0 ? `herons ${at}` : `gulls ${at}`).sent
    }
    await db.search.settled()
    const found = async (recent: number, userId: string, wanted: Partial<MessageSearch>): Promise<string[]> => {
      const search = new PostgresSearch(db.read, () => undefined, recent)
      const hits = await search.find({ ...anyMessage, ...wanted, userId })
      await search.close()
      return hits.map(({ messageId }) => messageId)
    }
    const questions: Partial<MessageSearch>[] = [
      { parts: ['herons'] },
      { parts: ['eron', '10'] },
      { phrases: [{ text: 'gulls', isOpen: false }] },
      { phrases: [{ text: 'gu', isOpen: true }], limit: 4 },
      { parts: ['herons'], conversationIds: [group.id] },
      { parts: ['herons'], authorIds: [alice.user.id], limit: 2 },
      { parts: ['penguins'] },
    ]
    for (const { user } of [alice, bob, carol]) {
      for (const question of questions) {
        const whole = await found(1_000, user.id, question)
        for (const recent of [0, 1, 3, 7]) expect(await found(recent, user.id, question)).toEqual(whole)
      }
    }
    expect(await found(3, bob.user.id, { parts: ['herons'] })).toHaveLength(6)
    expect(await found(3, carol.user.id, { parts: ['herons'] })).toHaveLength(4)
    expect(await found(3, carol.user.id, { parts: ['herons'], conversationIds: [group.id] })).toEqual([])
  },
)
