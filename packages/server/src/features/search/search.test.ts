import type { CallInput } from '@kith/protocol/registry.ts'
import { uploadFile } from '@kith/sdk/upload.ts'
import { expect, test } from 'vitest'
import { fileOf, flat } from '../../testing/files.ts'
import type { Person } from '../../testing/person.ts'
import { posted } from '../../testing/posts.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

/** The texts that `person` finds, newest first. */
async function found(place: World, person: Person, input: CallInput<'GET /api/search'> | string): Promise<string[]> {
  await place.app.ctx.db.search.settled()
  const { items } = await person.call('GET /api/search', typeof input === 'string' ? { q: input } : input)
  return items.flatMap((item) => (item.type === 'message' ? item.message.body : []))
}

async function said(person: Person, conversationId: string, ...bodies: string[]): Promise<void> {
  for (const body of bodies) await person.send(conversationId, body).sent
}

test('words, parts of words, several of them and phrases are found, newest first, whatever their case and accents', async () => {
  const place = await world()
  const { alice, bob } = place
  await said(
    alice,
    alice.lobbyId,
    'The Lighthouse keeper sings',
    'A crème brûlée for the keeper',
    'keeper of the light house',
  )
  expect(await found(place, bob, 'keeper')).toEqual([
    'keeper of the light house',
    'A crème brûlée for the keeper',
    'The Lighthouse keeper sings',
  ])
  expect(await found(place, bob, 'ghthou')).toEqual(['The Lighthouse keeper sings'])
  expect(await found(place, bob, 'KEEPER light')).toEqual(['keeper of the light house', 'The Lighthouse keeper sings'])
  expect(await found(place, bob, 'creme BRULEE')).toEqual(['A crème brûlée for the keeper'])
  expect(await found(place, bob, '"light house"')).toEqual(['keeper of the light house'])
  expect(await found(place, bob, '"light hous"')).toEqual([])
  expect(await found(place, bob, 'si')).toEqual(['The Lighthouse keeper sings'])
  expect(await found(place, bob, 'nobody said this')).toEqual([])
})

test('scripts without spaces are found by any of their characters in a row', async () => {
  const place = await world()
  const { alice, bob } = place
  await said(
    alice,
    alice.lobbyId,
    '我们明天去北京吃烤鸭',
    '東京タワーで会いましょう',
    '내일 서울에서 만나요',
    'สวัสดีครับทุกคน',
    'привет, мир',
    'مرحبا بالعالم',
  )
  expect(await found(place, bob, '北京')).toEqual(['我们明天去北京吃烤鸭'])
  expect(await found(place, bob, '京')).toEqual(['東京タワーで会いましょう', '我们明天去北京吃烤鸭'])
  expect(await found(place, bob, '京北')).toEqual([])
  expect(await found(place, bob, 'タワー')).toEqual(['東京タワーで会いましょう'])
  expect(await found(place, bob, '서울')).toEqual(['내일 서울에서 만나요'])
  expect(await found(place, bob, 'สวัสดี')).toEqual(['สวัสดีครับทุกคน'])
  expect(await found(place, bob, 'ПРИВЕТ')).toEqual(['привет, мир'])
  expect(await found(place, bob, 'بالعالم')).toEqual(['مرحبا بالعالم'])
})

test('operators narrow it down: from, in, before, after, on, has and is', async () => {
  let now = Date.parse('2026-03-01T12:00:00.000Z')
  const place = await world({ now: () => now })
  const { alice, bob, carol } = place
  const garden = await alice.create({ kind: 'group', title: 'Garden plans', memberIds: [bob.user.id, carol.user.id] })
  const direct = await alice.directWith(bob.user.id)
  await said(alice, alice.lobbyId, 'apples in the lobby')
  now += 1
  await said(bob, garden.id, 'apples in the garden')
  now = Date.parse('2026-03-05T12:00:00.000Z')
  await said(bob, direct.id, 'apples between us')
  const first = await alice.send(direct.id, 'see https://example.org/apples').sent
  await bob.send(direct.id, 'those apples', first.id).sent
  expect(await found(place, alice, 'apples from:bob')).toEqual([
    'those apples',
    'apples between us',
    'apples in the garden',
  ])
  expect(await found(place, alice, 'apples from:me')).toEqual(['see https://example.org/apples', 'apples in the lobby'])
  expect(await found(place, alice, 'apples in:garden')).toEqual(['apples in the garden'])
  expect(await found(place, alice, 'apples in:"garden plans"')).toEqual(['apples in the garden'])
  expect(await found(place, alice, 'apples in:bob from:bob')).toEqual(['those apples', 'apples between us'])
  expect(await found(place, alice, { q: 'apples', in: garden.id })).toEqual(['apples in the garden'])
  expect(await found(place, alice, 'apples before:2026-03-03')).toEqual(['apples in the garden', 'apples in the lobby'])
  expect(await found(place, alice, 'apples after:2026-03-01 from:me')).toEqual(['see https://example.org/apples'])
  expect(await found(place, alice, 'on:2026-03-01 from:bob')).toEqual(['apples in the garden'])
  expect(await found(place, alice, 'has:link')).toEqual(['see https://example.org/apples'])
  expect(await found(place, alice, 'is:reply')).toEqual(['those apples'])
  expect(await found(place, alice, 'apples from:nobody')).toEqual([])
  expect(await found(place, alice, 'apples in:nowhere')).toEqual([])
})

test('nobody finds what they may not see: foreign conversations, what came before them, what was deleted or changed', async () => {
  const place = await world()
  const { alice, bob, carol, stranger } = place
  const group = await alice.create({ kind: 'group', title: 'Canary club', memberIds: [bob.user.id] })
  await said(alice, group.id, 'canary before carol')
  const edited = await alice.send(group.id, 'canary to be changed').sent
  const deleted = await alice.send(group.id, 'canary to be deleted').sent
  expect(await found(place, bob, 'canary')).toHaveLength(3)
  await alice.edit(edited.id, 'sparrow now')
  await alice.remove(deleted.id)
  expect(await found(place, bob, 'canary')).toEqual(['canary before carol'])
  expect(await found(place, bob, 'sparrow')).toEqual(['sparrow now'])
  await alice.addMembers(group.id, [carol.user.id])
  await said(alice, group.id, 'canary after carol')
  expect(await found(place, carol, 'canary')).toEqual(['canary after carol'])
  await place.app.ctx.db.search.settled()
  for (const input of [{ q: 'canary' }, { q: 'canary', in: group.id }, { q: 'in:canary' }, { q: '"canary"' }]) {
    const page = await stranger.call('GET /api/search', input)
    expect(page.items).toEqual([])
    expect(page.nextCursor).toBeNull()
  }
  await bob.leave(group.id)
  expect(await found(place, bob, 'canary')).toEqual([])
  await alice.deleteConversation(group.id)
  expect(await found(place, alice, 'canary')).toEqual([])
})

test('what is deleted is not even found before the index has heard of it', async () => {
  const place = await world()
  const { alice, bob } = place
  const message = await alice.send(alice.lobbyId, 'a slip of the tongue').sent
  expect(await found(place, bob, 'tongue')).toHaveLength(1)
  await alice.remove(message.id)
  const { items } = await bob.call('GET /api/search', { q: 'tongue' })
  expect(items).toEqual([])
})

test('pages follow one another without a gap, whatever is said meanwhile', async () => {
  const place = await world()
  const { alice, bob } = place
  const bodies = Array.from({ length: 25 }, (_, at) => `counting sheep ${at}`)
  await said(alice, alice.lobbyId, ...bodies)
  await place.app.ctx.db.search.settled()
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await bob.call('GET /api/search', {
      q: 'sheep',
      limit: 10,
      ...(cursor === undefined ? {} : { cursor }),
    })
    seen.push(...page.items.flatMap((item) => (item.type === 'message' ? item.message.body : [])))
    cursor = page.nextCursor ?? undefined
    await said(alice, alice.lobbyId, 'one more sheep')
    await place.app.ctx.db.search.settled()
  } while (cursor !== undefined)
  expect(seen).toEqual(bodies.toReversed())
})

test('people and conversations are found by name, typos in names forgiven', async () => {
  const place = await world()
  const { alice, bob } = place
  await bob.updateProfile({ displayName: 'Bartholomew Winterbourne' })
  const group = await alice.create({ kind: 'group', title: 'Überraschung für Carol', memberIds: [bob.user.id] })
  const names = async (q: string): Promise<string[]> =>
    (await alice.call('GET /api/search', { q })).items.flatMap((item) =>
      item.type === 'person'
        ? item.user.displayName
        : item.type === 'conversation'
          ? (item.conversation.title ?? '')
          : [],
    )
  expect(await names('winter')).toEqual(['Bartholomew Winterbourne'])
  expect(await names('wintrebourn')).toEqual(['Bartholomew Winterbourne'])
  expect(await names('bartolomew')).toEqual(['Bartholomew Winterbourne'])
  expect(await names('uberrasch')).toEqual([group.title])
  expect(await names('xylophone')).toEqual([])
  const onlyPeople = await alice.call('GET /api/search', { q: 'winter', type: 'person' })
  expect(onlyPeople.items.map(({ type }) => type)).toEqual(['person'])
})

test('has: finds messages by what they show, with text or without any', async () => {
  const place = await world()
  const { alice, bob } = place
  const group = await alice.create({ kind: 'group', title: 'Boats', memberIds: [bob.user.id] })
  const picture = await flat(8, 8).png().toBuffer()
  const bring = async (bytes: Uint8Array | string, name: string) =>
    (await uploadFile(alice.api, fileOf(bytes, name))).id
  await said(alice, group.id, 'boats without anything')
  const photo = await alice.send(group.id, 'boats at low tide', null, [await bring(picture, 'a.png')]).sent
  const both = await alice.send(group.id, '', null, [await bring(picture, 'b.png'), await bring('%PDF-1.7', 'c.pdf')])
    .sent
  await place.app.ctx.db.search.settled()
  const ids = async (person: typeof alice, q: string): Promise<string[]> =>
    (await person.call('GET /api/search', { q })).items.flatMap((item) =>
      item.type === 'message' ? item.message.id : [],
    )
  expect(await ids(bob, 'has:photo')).toEqual([both.id, photo.id])
  expect(await ids(bob, 'has:image boats')).toEqual([photo.id])
  expect(await ids(bob, 'has:image has:pdf')).toEqual([both.id])
  expect(await ids(bob, 'has:file')).toEqual([both.id])
  expect(await ids(bob, 'has:voice')).toEqual([])
  expect(await ids(place.stranger, 'has:photo')).toEqual([])
  await alice.remove(both.id)
  await place.app.ctx.db.search.settled()
  expect(await ids(bob, 'has:attachment')).toEqual([photo.id])
})

test('has:post finds messages that share one, by what they say or without a word', async () => {
  const place = await world()
  const { alice, bob, stranger } = place
  const group = await alice.create({ kind: 'group', title: 'Boats', memberIds: [bob.user.id] })
  const postIds = [await posted(alice, { caption: 'low tide' })]
  await said(alice, group.id, 'boats without anything')
  const wordless = await alice.send(group.id, '', null, [], { postIds }).sent
  const worded = await alice.send(group.id, 'boats at low tide', null, [], { postIds }).sent
  await place.app.ctx.db.search.settled()
  const ids = async (person: typeof alice, q: string): Promise<string[]> =>
    (await person.call('GET /api/search', { q })).items.map((item) =>
      item.type === 'message' ? item.message.id : item.type,
    )
  expect(await ids(bob, 'has:post')).toEqual([worded.id, wordless.id])
  expect(await ids(bob, 'has:post boats')).toEqual([worded.id])
  expect(await ids(stranger, 'has:post')).toEqual([])
  await alice.remove(worded.id)
  await place.app.ctx.db.search.settled()
  expect(await ids(bob, 'has:post')).toEqual([wordless.id])
})

test('nothing that is typed is an error, and nothing that is typed is a command of the index', async () => {
  const place = await world()
  const { alice } = place
  await said(alice, alice.lobbyId, 'plain words OR none')
  for (const q of [
    '"',
    '""',
    '*',
    'NEAR(a b)',
    'text:plain',
    'a AND',
    'OR',
    "'; drop table docs; --",
    '%',
    '_',
    '(',
    'from:',
    'in:""',
    'before:yesterday',
    '^plain',
    '-',
    '{}',
    '日"本',
    '\\',
    "it's",
    'x'.repeat(100),
  ]) {
    const page = await alice.call('GET /api/search', { q })
    expect(page.items.filter(({ type }) => type === 'message').length, q).toBeLessThanOrEqual(1)
  }
  expect(await found(place, alice, 'plain or')).toEqual(['plain words OR none'])
  await expectProblem(alice.call('GET /api/search', { q: 'x'.repeat(101) }), 'validation-failed')
  await expectProblem(alice.call('GET /api/search', { q: 'x', cursor: 'bm90aGluZw' }), 'validation-failed')
})

test('what was said while there was no index is found once there is one', async () => {
  const place = await world()
  const { alice, bob } = place
  await said(alice, alice.lobbyId, 'said before anybody looked')
  // Nobody has told the index of anything yet; the first question takes up all that it has not seen.
  expect(await found(place, bob, 'anybody looked')).toEqual(['said before anybody looked'])
})
