import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { changeFromOutside } from '../testing/other-process.ts'
import { world } from '../testing/world.ts'
import type { World } from '../testing/world.ts'
import { closed, Ear, opened, say, wire } from '../testing/wire.ts'

/** A world in which, between the look at a credential and the socket's being there, something else happens once. */
async function worldWithGap(): Promise<{ place: World; inTheGap: (happens: () => void) => void }> {
  let next: (() => void) | null = null
  const place = await world({
    now: () => {
      const happens = next
      next = null
      happens?.()
      return Date.now()
    },
  })
  const inTheGap = (happens: () => void): void => {
    next = happens
  }
  // What devices say by themselves asks for the time as well.
  for (const one of [place.alice, place.bob, place.carol, place.stranger]) one.stop()
  return { place, inTheGap }
}

test('a token that ends between the handshake and the rooms has no socket a moment later', async () => {
  const { place, inTheGap } = await worldWithGap()
  const { alice, app, url } = place
  const { token, id } = await alice.call('POST /api/auth/tokens', { name: 'bot' })
  await app.ctx.background.idle()
  const socket = wire({ baseUrl: url, token })
  inTheGap(() => {
    changeFromOutside(app.ctx.config, `delete from api_tokens where id = '${id}'`)
    app.ctx.live.endToken(id)
  })
  expect(await opened(socket)).toBeNull()
  await closed(socket)
})

test('nor has an account that is suspended just then', async () => {
  const { place, inTheGap } = await worldWithGap()
  const { alice, app, url } = place
  const { token } = await alice.call('POST /api/auth/tokens', { name: 'bot' })
  const aliceId = alice.user.id
  await app.ctx.background.idle()
  const socket = wire({ baseUrl: url, token })
  inTheGap(() => {
    changeFromOutside(app.ctx.config, `update users set state = 'suspended' where id = '${aliceId}'`)
    app.ctx.live.endUser(aliceId)
  })
  expect(await opened(socket)).toBeNull()
  await closed(socket)
})

test('who is taken out of a group while their socket is being subscribed hears nothing more of it', async () => {
  const { alice, bob, app, url } = await world()
  const { db, live } = app.ctx
  // Very many conversations, so that looking them up takes longer than being taken out of one.
  const [one] = await db.read.selectFrom('members').selectAll().where('user_id', '=', bob.user.id).execute()
  const [lobby] = await db.read.selectFrom('conversations').selectAll().execute()
  if (one === undefined || lobby === undefined) throw new Error('there is no lobby')
  const ids = Array.from({ length: 4_000 }, () => randomUUID())
  for (let at = 0; at < ids.length; at += 400) {
    const part = ids.slice(at, at + 400)
    await db.write(async (tx) => {
      const conversations = part.map((id) => ({ ...lobby, id, is_lobby: 0 as const, direct_key: null }))
      await tx.insertInto('conversations').values(conversations).execute()
      const members = part.map((id) => ({ ...one, conversation_id: id }))
      await tx.insertInto('members').values(members).execute()
    })
  }
  const { token } = await bob.call('POST /api/auth/tokens', { name: 'bot' })
  bob.stop()
  const conversationId = one.conversation_id
  for (let round = 0; round < 5; round++) {
    const setLeft = (at: number | null) =>
      db.write((tx) =>
        tx
          .updateTable('members')
          .set({ left_at: at })
          .where('conversation_id', '=', conversationId)
          .where('user_id', '=', one.user_id)
          .execute(),
      )
    const socket = wire({ baseUrl: url, token })
    const ear = new Ear(socket)
    await opened(socket)
    await setLeft(1)
    live.expel(one.user_id, conversationId)
    // Answered once the socket is subscribed.
    await say(socket, 'watch', { userIds: [] })
    const { seq } = await alice.send(conversationId, `round ${round}`).sent
    await say(socket, 'watch', { userIds: [] })
    expect(ear.all('message').filter((message) => message.seq === seq)).toEqual([])
    socket.disconnect()
    await setLeft(null)
  }
})
