import { Buffer } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import type { FileSearch } from '../../database/search/file-index.ts'
import { filesFoundBy, indexed, namesFoundBy } from '../../testing/found-files.ts'
import { pdfOf } from '../../testing/pdf.ts'
import type { Person } from '../../testing/person.ts'
import { bring, folderOf, harbour } from '../../testing/project-files.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'
import { sweepProjects } from '../files/files.ts'

const anyFile: Omit<FileSearch, 'userId'> = {
  parts: [],
  phrases: [],
  projectIds: null,
  broughtBy: null,
  from: null,
  until: null,
  after: null,
  limit: 100,
}

const trash = (person: Person, projectId: string, ids: string[]) =>
  person.call('POST /api/projects/:projectId/files/trash', { projectId, ids })

test('files are found by their names and by the words in them, those by name first, then what changed last', async () => {
  let now = Date.parse('2026-03-01T12:00:00.000Z')
  const place = await world({ now: () => (now += 1) })
  const { alice, bob, carol } = place
  const { id: projectId } = await harbour(place)
  await bring(alice, { projectId }, 'The keeper of the light', 'Lighthouse plan.txt')
  await bring(alice, { projectId }, '# Keeper\n\nThe lighthouse has a crème brûlée door.', 'notes.md')
  await bring(bob, { projectId }, 'const lighthouse = 1', 'light.ts')
  await bring(bob, { projectId }, new Uint8Array([1, 2, 3, 0]), 'keeper.bin')
  const found = (q: string) => namesFoundBy(place, carol, q)
  expect(await found('lighthouse')).toEqual(['Lighthouse plan.txt', 'light.ts', 'notes.md'])
  expect(await found('light')).toEqual(['light.ts', 'Lighthouse plan.txt', 'notes.md'])
  expect(await found('ghthou')).toEqual(['Lighthouse plan.txt'])
  expect(await found('ghthou keep')).toEqual(['Lighthouse plan.txt'])
  expect(await found('eeper')).toEqual(['keeper.bin'])
  expect(await found('KEEPER')).toEqual(['keeper.bin', 'notes.md', 'Lighthouse plan.txt'])
  expect(await found('creme BRULEE')).toEqual(['notes.md'])
  expect(await found('"a creme"')).toEqual(['notes.md'])
  expect(await found('"a crem"')).toEqual([])
  expect(await found('nobody wrote this')).toEqual([])
  const [hit] = await filesFoundBy(place, carol, 'brulee')
  expect(hit).toMatchObject({ project: { id: projectId, name: 'Harbour' } })
  expect(hit?.excerpt).toBe('# Keeper The lighthouse has a crème brûlée door.')
  const [named] = await filesFoundBy(place, carol, 'keeper.bin')
  expect(named?.excerpt).toBe('')
})

test('scripts without spaces are found by any of their characters in a row, in names and in texts', async () => {
  const place = await world()
  const { alice } = place
  const { id: projectId } = await harbour(place)
  await bring(alice, { projectId }, '我们明天去北京吃烤鸭', 'a.txt')
  await bring(alice, { projectId }, 'x', '東京タワー.txt')
  await bring(alice, { projectId }, 'привет, мир. مرحبا بالعالم', 'b.txt')
  const found = (q: string) => namesFoundBy(place, alice, q)
  expect(await found('北京')).toEqual(['a.txt'])
  expect(await found('京')).toEqual(['東京タワー.txt', 'a.txt'])
  expect(await found('京北')).toEqual([])
  expect(await found('タワー')).toEqual(['東京タワー.txt'])
  expect(await found('ПРИВ')).toEqual(['b.txt'])
  expect(await found('بالعالم')).toEqual(['b.txt'])
  expect((await filesFoundBy(place, alice, '北京'))[0]?.excerpt).toBe('我们明天去北京吃烤鸭')
})

test('nobody finds what they may not see: foreign projects, what was trashed, old versions, former names', async () => {
  const place = await world()
  const { alice, bob, carol, stranger } = place
  const { id: projectId, conversationId } = await harbour(place)
  const other = await bob.call('POST /api/projects', { name: 'Canary garden' })
  await bring(bob, { projectId: other.id }, 'canary of bob', 'other canary.txt')
  const file = await bring(alice, { projectId }, 'canary one', 'plan.txt')
  const folder = await folderOf(alice, { projectId }, 'deep')
  const below = await bring(alice, { projectId, parentId: folder.id }, 'canary below', 'below.txt')
  expect(await namesFoundBy(place, carol, 'canary')).toEqual(['below.txt', 'plan.txt'])
  expect(await namesFoundBy(place, bob, 'canary')).toEqual(['other canary.txt', 'below.txt', 'plan.txt'])
  for (const asked of [
    { q: 'canary' },
    { q: 'canary', type: 'file' as const },
    { q: 'canary', type: 'file' as const, in: conversationId },
    { q: '"canary"', type: 'file' as const },
    { q: 'in:harbour', type: 'file' as const },
    { q: '', type: 'file' as const },
  ]) {
    const page = await stranger.call('GET /api/search', asked)
    expect(page).toMatchObject({ items: [], nextCursor: null })
  }

  await bring(alice, { projectId }, 'sparrow two', 'plan.txt')
  expect(await namesFoundBy(place, carol, 'canary')).toEqual(['below.txt'])
  expect(await namesFoundBy(place, carol, 'sparrow')).toEqual(['plan.txt'])
  await alice.call('POST /api/projects/:projectId/files/:fileId/versions/:version/restore', {
    projectId,
    fileId: file.id,
    version: 1,
  })
  expect(await namesFoundBy(place, carol, 'sparrow')).toEqual([])
  expect(await namesFoundBy(place, carol, 'canary')).toEqual(['plan.txt', 'below.txt'])

  await trash(alice, projectId, [folder.id])
  expect(await namesFoundBy(place, carol, 'below')).toEqual([])
  await alice.call('POST /api/projects/:projectId/files/restore', { projectId, ids: [folder.id] })
  expect(await namesFoundBy(place, carol, 'below')).toEqual(['below.txt'])
  await alice.call('PATCH /api/projects/:projectId/files/:fileId', { projectId, fileId: below.id, name: 'renamed.txt' })
  expect(await namesFoundBy(place, carol, 'below')).toEqual(['renamed.txt'])
  expect(await namesFoundBy(place, carol, 'below.txt')).toEqual([])

  await trash(alice, projectId, [file.id])
  await alice.call('POST /api/projects/:projectId/files/purge', { projectId, ids: [file.id] })
  expect(await namesFoundBy(place, carol, 'canary')).toEqual(['renamed.txt'])
})

test('whoever is taken out of a project finds nothing of it from then on', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const { id: projectId } = await harbour(place)
  await bring(alice, { projectId }, 'canary', 'plan.txt')
  expect(await namesFoundBy(place, carol, 'canary')).toEqual(['plan.txt'])
  expect(await namesFoundBy(place, bob, 'canary')).toEqual(['plan.txt'])
  await alice.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId: carol.user.id })
  await bob.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId: 'me' })
  // Asked at once: no index has to hear of it.
  for (const gone of [carol, bob]) {
    const hits = await place.app.ctx.db.fileSearch.find({ ...anyFile, userId: gone.user.id, parts: ['canary'] })
    expect(hits).toEqual([])
    expect(await gone.call('GET /api/search', { q: 'canary' })).toMatchObject({ items: [], nextCursor: null })
  }
})

test('what is trashed, or has another version, is not found even before the index has heard of it', async () => {
  const place = await world()
  const { alice } = place
  const { id: projectId } = await harbour(place)
  const first = await bring(alice, { projectId }, 'canary', 'plan.txt')
  await bring(alice, { projectId }, 'canary', 'other.txt')
  expect(await namesFoundBy(place, alice, 'canary')).toHaveLength(2)
  await trash(alice, projectId, [first.id])
  await bring(alice, { projectId }, 'sparrow', 'other.txt')
  const index = place.app.ctx.db.fileSearch
  expect(await index.find({ ...anyFile, userId: alice.user.id, parts: ['canary'] })).toEqual([])
  expect((await alice.call('GET /api/search', { q: 'canary', type: 'file' })).items).toEqual([])
})

/** What the index has of any file, whoever asks. */
async function leftInIndex({ app }: World): Promise<string[]> {
  const { db, config } = app.ctx
  await indexed({ app })
  if (db.dialect === 'postgres') {
    const { rows } = await sql<{ name: string }>`select name from search_files`.execute(db.read)
    return rows.map(({ name }) => name)
  }
  await db.forget()
  const path = join(config.DATA_DIR, 'search-files.db')
  const bytes = await readFile(path)
  expect(bytes.includes('heron')).toBe(false)
  const index = new DatabaseSync(path, { readOnly: true })
  onTestFinished(() => index.close())
  return index
    .prepare('select name from docs')
    .all()
    .map((row) => String(row['name']))
}

test('what is gone leaves nothing in the index, a project nor a file', async () => {
  const place = await world()
  const { alice } = place
  const { id: projectId } = await harbour(place)
  const stays = await alice.call('POST /api/projects', { name: 'Stays' })
  const file = await bring(alice, { projectId: stays.id }, 'heron', 'goes.txt')
  await bring(alice, { projectId: stays.id }, 'canary', 'stays.txt')
  await bring(alice, { projectId }, 'canary and heron', 'plan.txt')
  expect(await namesFoundBy(place, alice, 'heron')).toEqual(['plan.txt', 'goes.txt'])
  await trash(alice, stays.id, [file.id])
  await alice.call('POST /api/projects/:projectId/files/purge', { projectId: stays.id, ids: [file.id] })
  await alice.call('DELETE /api/projects/:projectId', { projectId })
  expect(await namesFoundBy(place, alice, 'heron')).toEqual(['plan.txt'])
  const { db } = place.app.ctx
  await db.write((tx) => tx.updateTable('projects').set({ delete_at: 1 }).where('id', '=', projectId).execute())
  await sweepProjects(place.app.ctx)
  expect(await namesFoundBy(place, alice, 'canary')).toEqual(['stays.txt'])
  expect(await leftInIndex(place)).toEqual(['stays txt'])
  const bodies = await db.read.selectFrom('file_texts').select('body').execute()
  expect(bodies.map(({ body }) => body)).toEqual(['canary'])
})

test('a file that is pinned or gets another name stays found, as it is called now', async () => {
  const place = await world()
  const { alice } = place
  const { id: projectId } = await harbour(place)
  const { id: fileId } = await bring(alice, { projectId }, 'heron', 'plan.txt')
  const placeOf = async () =>
    (await place.app.ctx.db.fileSearch.find({ ...anyFile, userId: alice.user.id })).at(0)?.place
  await indexed(place)
  const before = await placeOf()
  await alice.call('PATCH /api/projects/:projectId/files/:fileId', { projectId, fileId, isPinned: true })
  expect(await namesFoundBy(place, alice, 'heron')).toEqual(['plan.txt'])
  expect(await placeOf()).toBe(before)
  await alice.call('PATCH /api/projects/:projectId/files/:fileId', { projectId, fileId, name: 'heron plan.txt' })
  expect(await namesFoundBy(place, alice, 'heron plan')).toEqual(['heron plan.txt'])
})

test('operators narrow files down: from, in, before and after; what only messages have leaves them out', async () => {
  let now = Date.parse('2026-03-01T12:00:00.000Z')
  const place = await world({ now: () => now })
  const { alice, bob } = place
  const { id: projectId, conversationId } = await harbour(place)
  const garden = await alice.call('POST /api/projects', { name: 'Garden', memberIds: [bob.user.id] })
  await bring(alice, { projectId }, 'apples', 'first.txt')
  now = Date.parse('2026-03-05T12:00:00.000Z')
  await bring(bob, { projectId: garden.id }, 'apples', 'second.txt')
  now += 1
  await bring(bob, { projectId }, 'pears', 'third.txt')
  const found = (q: string) => namesFoundBy(place, alice, q)
  expect(await found('apples')).toEqual(['second.txt', 'first.txt'])
  expect(await found('apples from:bob')).toEqual(['second.txt'])
  expect(await found('from:bob')).toEqual(['third.txt', 'second.txt'])
  expect(await found('apples from:nobody')).toEqual([])
  expect(await found('apples in:garden')).toEqual(['second.txt'])
  expect(await found('apples in:nowhere')).toEqual([])
  expect(await found('apples before:2026-03-03')).toEqual(['first.txt'])
  expect(await found('after:2026-03-01')).toEqual(['third.txt', 'second.txt'])
  expect(await found('apples has:link')).toEqual([])
  expect(await found('apples is:reply')).toEqual([])
  expect(await namesFoundBy(place, alice, { q: 'apples', type: 'file', in: conversationId })).toEqual(['first.txt'])
  expect(await namesFoundBy(place, alice, { q: 'apples', type: 'file', in: alice.lobbyId })).toEqual([])
  expect(await namesFoundBy(place, alice, { q: 'apples' })).toEqual(['second.txt', 'first.txt'])
  expect(await namesFoundBy(place, alice, { q: 'apples', type: 'message' })).toEqual([])
  expect(await namesFoundBy(place, alice, { q: 'from:bob' })).toEqual([])
})

test('pages follow one another without a gap, from those by name to the others', async () => {
  let now = Date.parse('2026-03-01T12:00:00.000Z')
  const place = await world({ now: () => now })
  const { alice } = place
  const { id: projectId } = await harbour(place)
  for (let at = 0; at < 14; at++) {
    // Some of them in the same millisecond.
    if (at % 3 === 0) now += 1
    await bring(alice, { projectId }, at % 2 === 0 ? 'wheat' : 'rye', at % 4 < 2 ? `wheat ${at}.txt` : `${at}.txt`)
  }
  const all = await namesFoundBy(place, alice, { q: 'wheat', type: 'file', limit: 100 })
  expect(all).toHaveLength(11)
  expect(all.slice(0, 8).every((name) => name.startsWith('wheat'))).toBe(true)
  const paged: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const asked = { q: 'wheat', type: 'file' as const, limit: 3, ...(cursor === '' ? {} : { cursor }) }
    const page: Awaited<ReturnType<typeof ask>> = await ask(asked)
    paged.push(...page.items.flatMap((item) => (item.type === 'file' ? item.entry.name : [])))
    cursor = page.nextCursor
  }
  expect(paged).toEqual(all)
  await expectProblem(ask({ q: 'wheat', type: 'file', cursor: 'bm90aGluZw' }), 'validation-failed')

  function ask(input: { q: string; type: 'file'; limit?: number; cursor?: string }) {
    return alice.call('GET /api/search', input)
  }
})

test('nothing that is typed is an error, and nothing that is typed is a command of the index', async () => {
  const place = await world()
  const { alice } = place
  const { id: projectId } = await harbour(place)
  await bring(alice, { projectId }, 'plain words OR none', 'name.txt')
  await indexed(place)
  const lines =
    '"|""|*|NEAR(a b)|name:plain|a AND|OR|\'; drop table docs; --|%|_|(|from:|in:""|^plain|-|{}|日"本|\\|it\'s|#|~'
  for (const q of [...lines.split('|'), 'x'.repeat(100), '😀', '👩‍👩‍👧']) {
    const page = await alice.call('GET /api/search', { q, type: 'file' })
    expect(page.items.length, q).toBeLessThanOrEqual(1)
  }
  expect(await namesFoundBy(place, alice, 'plain or')).toEqual(['name.txt'])
})

test('words in documents are found; documents that are broken, hostile or too much have none, and the server goes on', async () => {
  const place = await world()
  const { alice } = place
  const { id: projectId } = await harbour(place)
  const whole = pdfOf('a heron in the reeds')
  const endless = whole.replace('/Kids[3 0 R]/Count 1', '/Kids[2 0 R 2 0 R 2 0 R]/Count 100000000')
  const nested = `%PDF-1.4\n1 0 obj${'['.repeat(200_000)}`
  await bring(alice, { projectId }, endless, 'endless.pdf')
  await bring(alice, { projectId }, nested, 'nested.pdf')
  await bring(alice, { projectId }, whole.slice(0, 60), 'cut.pdf')
  await bring(alice, { projectId }, Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(100_000, 7)]), 'noise.pdf')
  await bring(alice, { projectId }, whole, 'whole.pdf')
  const { db } = place.app.ctx
  const states = async () =>
    (await db.read.selectFrom('file_texts').select('state').execute()).map(({ state }) => state).toSorted()
  await expect.poll(states, { timeout: 120_000 }).toEqual(['none', 'none', 'none', 'none', 'ready'])
  expect(await namesFoundBy(place, alice, 'heron')).toEqual(['whole.pdf'])
  expect(await namesFoundBy(place, alice, 'nested')).toEqual(['nested.pdf'])
  expect((await filesFoundBy(place, alice, 'reeds'))[0]?.excerpt).toBe('a heron in the reeds')
  expect(await db.read.selectFrom('jobs').select('id').where('kind', '=', 'read-file').execute()).toEqual([])
})

test('of a text that is more than can be kept, the beginning is found, whatever bytes it is made of', async () => {
  const place = await world()
  const { alice } = place
  const { id: projectId } = await harbour(place)
  const words = Array.from({ length: 150_000 }, (_, at) => `w${at.toString(36)}`).join(' ')
  const long = `first heron ${words} ${'x'.repeat(1_000_000)} last heron egret`
  await bring(alice, { projectId }, long, 'long.txt')
  const odd = Buffer.concat([Buffer.alloc(70_000, 'stork '), Buffer.from([0, 0xff, 0xfe, 0xc3]), Buffer.from(' crane')])
  await bring(alice, { projectId }, odd, 'odd.txt')
  expect(await namesFoundBy(place, alice, 'first heron')).toEqual(['long.txt'])
  expect(await namesFoundBy(place, alice, 'egret')).toEqual([])
  expect(await namesFoundBy(place, alice, 'crane')).toEqual(['odd.txt'])
})
