import type { Message } from '@kith/protocol/messages.ts'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { bring } from '../../testing/project-files.ts'
import { Ear, socketOf } from '../../testing/wire.ts'
import { world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

const minute = 60_000

interface Yard extends World {
  projectId: string
  conversationId: string
  /** Lets time pass, and does what is due by then. */
  pass: (ms: number) => Promise<void>
}

/** A project of alice's with bob as an editor, on a clock that is set by hand. */
async function yard(announcesFiles = true): Promise<Yard> {
  let now = Date.now()
  const place = await world({ now: () => now })
  const { alice, bob, app } = place
  const input = { name: 'Yard', memberIds: [bob.user.id], announcesFiles }
  const { id: projectId, conversationId } = await alice.call('POST /api/projects', input)
  const pass = async (ms: number): Promise<void> => {
    now += ms
    app.ctx.jobs.wake()
    await app.ctx.background.idle()
  }
  return { ...place, projectId, conversationId, pass }
}

async function told(person: Person, conversationId: string): Promise<Message[]> {
  const { items } = await person.call('GET /api/conversations/:conversationId/messages', { conversationId })
  return items.filter(({ system }) => system?.type === 'files')
}

test('files that came are told of once it is quiet, all of a person in one message', async () => {
  const { alice, bob, projectId, conversationId, pass } = await yard()
  const ear = new Ear(socketOf(alice))
  for (const name of ['a.txt', 'b.txt', 'c.txt', 'd.txt']) await bring(bob, { projectId }, name, name)
  await pass(minute / 2)
  await bring(bob, { projectId }, 'anew', 'a.txt')
  await bring(alice, { projectId }, 'mine', 'mine.txt')
  await bring(alice, { projectId }, 'mine anew', 'mine.txt')
  await pass(minute - 1_000)
  expect(await told(alice, conversationId)).toEqual([])
  await pass(1_000)
  const messages = await told(alice, conversationId)
  expect(messages).toMatchObject([
    { author: { username: 'bob' }, system: { newCount: 4, versionCount: 0 } },
    { author: { username: 'alice' }, system: { files: [{ name: 'mine.txt' }], newCount: 1, versionCount: 0 } },
  ])
  const [first] = messages
  expect(first?.system).toMatchObject({ files: [{ name: 'a.txt' }, { name: 'd.txt' }, { name: 'c.txt' }] })
  await ear.hears('message', ({ id }) => id === first?.id)
  await bring(bob, { projectId }, 'third', 'a.txt')
  await pass(minute)
  expect((await told(alice, conversationId)).slice(2)).toMatchObject([
    { system: { files: [{ name: 'a.txt' }], newCount: 0, versionCount: 1 } },
  ])
})

test('whoever goes on and on is told of after ten minutes', async () => {
  const { bob, projectId, conversationId, pass } = await yard()
  for (let at = 0; at < 11; at++) {
    await bring(bob, { projectId }, String(at), `${at}.txt`)
    await pass(minute - 1_000)
  }
  expect(await told(bob, conversationId)).toHaveLength(1)
})

test('names of files are told as they are now, and what is in the trash is not named', async () => {
  const { alice, bob, projectId, conversationId, pass } = await yard()
  const one = await bring(bob, { projectId }, '1', 'one.txt')
  const two = await bring(bob, { projectId }, '2', 'two.txt')
  const gone = await bring(bob, { projectId }, '3', 'three.txt')
  await bob.call('POST /api/projects/:projectId/files/trash', { projectId, ids: [gone.id] })
  await pass(minute)
  const system = async (): Promise<unknown> => (await told(alice, conversationId))[0]?.system
  expect(await system()).toMatchObject({ files: [{ name: 'two.txt' }, { name: 'one.txt' }], newCount: 2 })
  await bob.call('PATCH /api/projects/:projectId/files/:fileId', { projectId, fileId: one.id, name: 'first.txt' })
  await bob.call('POST /api/projects/:projectId/files/trash', { projectId, ids: [two.id] })
  expect(await system()).toMatchObject({ files: [{ id: one.id, name: 'first.txt' }], newCount: 2 })
})

test('where nobody wants it nothing is told, nor where nothing may be said', async () => {
  const quiet = await yard(false)
  await bring(quiet.bob, { projectId: quiet.projectId }, 'x', 'x.txt')
  await quiet.pass(minute)
  expect(await told(quiet.bob, quiet.conversationId)).toEqual([])
  const { alice, bob, projectId, conversationId, pass } = await yard()
  await bring(bob, { projectId }, 'x', 'x.txt')
  await alice.call('PUT /api/projects/:projectId/archived', { projectId, isArchived: true })
  await pass(minute)
  expect(await told(bob, conversationId)).toEqual([])
})
