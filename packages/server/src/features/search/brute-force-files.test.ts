import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FileSearch } from '../../database/search/file-index.ts'
import { foldFile } from '../../database/search/file-words.ts'
import { body, isSpoken, line, sample } from '../../testing/any-words.ts'
import { indexed } from '../../testing/found-files.ts'
import { bring, harbour } from '../../testing/project-files.ts'
import { world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'
import { readQuestion } from './question.ts'

/* The index of files answers as somebody would who reads every file there is. */

const FILES = 90
const QUESTIONS = 240

/** Projects that people came to and left, with files that have versions, other names, and places in the trash. */
async function fill(place: World, passTime: () => void): Promise<string[]> {
  const { alice, bob, carol } = place
  const { id: harbourId } = await harbour(place)
  const garden = await alice.call('POST /api/projects', { name: 'Garden', memberIds: [bob.user.id] })
  const own = await bob.call('POST /api/projects', { name: 'Own' })
  const names = sample(body, FILES).map((text) => text.slice(0, 40).replaceAll(/[/\\]/g, '-'))
  const texts = sample(fc.array(body, { maxLength: 3 }), FILES).map((lines) => lines.join('\n'))
  for (const [at, text] of texts.entries()) {
    passTime()
    const [by, projectId] = (
      [
        [alice, harbourId],
        [bob, harbourId],
        [bob, garden.id],
        [bob, own.id],
      ] as const
    )[at % 4] ?? [alice, harbourId]
    const name = `${names[at] ?? 'x'}.${at % 3 === 0 ? 'md' : 'bin'}`
    const file = await bring(by, { projectId }, text === '' ? new Uint8Array([0]) : text, name)
    passTime()
    const fileId = file.id
    if (at % 7 === 2) await bring(by, { projectId }, 'changed to a zebra 北京', file.name)
    if (at % 11 === 3) {
      await by.call('PATCH /api/projects/:projectId/files/:fileId', { projectId, fileId, name: `heron ${at}.txt` })
    }
    if (at % 13 === 5) await by.call('POST /api/projects/:projectId/files/trash', { projectId, ids: [fileId] })
  }
  await alice.call('DELETE /api/projects/:projectId/members/:userId', { projectId: harbourId, userId: carol.user.id })
  await alice.call('POST /api/projects/:projectId/members', {
    projectId: garden.id,
    userIds: [carol.user.id],
    role: 'reader',
  })
  return [harbourId, garden.id, own.id]
}

/** All that is asked for, by reading every file; in order. */
async function readAll({ app }: World, wanted: FileSearch): Promise<string[]> {
  const { read } = app.ctx.db
  const entries = await read
    .selectFrom('project_entries')
    .leftJoin('file_texts', 'file_texts.source_sha256', 'project_entries.sha256')
    .innerJoin('project_members', 'project_members.project_id', 'project_entries.project_id')
    .selectAll('project_entries')
    .select('file_texts.body')
    .where('project_members.user_id', '=', wanted.userId)
    .where('left_at', 'is', null)
    .where('type', '=', 'file')
    .where('trash_id', 'is', null)
    .execute()
  const placed = entries
    .filter((each) => wanted.projectIds?.includes(each.project_id) ?? true)
    .filter((each) => wanted.broughtBy?.includes(each.uploaded_by) ?? true)
    .filter((each) => each.changed_at >= (wanted.from ?? 0) && each.changed_at < (wanted.until ?? Infinity))
    .map((each) => ({ ...each, ...placeOf(each.name, each.body ?? '', wanted) }))
  return placed
    .filter(({ isFound }) => isFound)
    .toSorted((a, b) => Number(b.isInName) - Number(a.isInName) || b.changed_at - a.changed_at)
    .slice(0, wanted.limit)
    .map(({ id }) => id)
}

function placeOf(name: string, text: string, { parts, phrases }: FileSearch): { isFound: boolean; isInName: boolean } {
  const [inName, inText] = [foldFile(name), foldFile(text)]
  const hasName = [...parts.map((part) => inName.includes(part)), ...phrases.map((phrase) => isSpoken(inName, phrase))]
  const hasText = [...parts.map((part) => ({ text: part, isOpen: true })), ...phrases].map((phrase) =>
    isSpoken(inText, phrase),
  )
  return {
    isFound: hasName.every((has, at) => has || hasText[at] === true),
    isInName: hasName.length > 0 && hasName.every(Boolean),
  }
}

test('what is found in files is what reading all of them would find, in any script, and nothing else', async () => {
  let now = Date.parse('2026-05-01T00:00:00.000Z')
  const place = await world({ now: () => now })
  const projectIds = await fill(place, () => (now += 1))
  await indexed(place)
  const { alice, bob, carol, stranger } = place
  const asked = fc.record({
    line,
    projectIds: fc.option(fc.subarray(projectIds, { minLength: 1 }), { freq: 4 }),
    broughtBy: fc.option(fc.constantFrom([alice.user.id], [bob.user.id]), { freq: 4 }),
    from: fc.option(fc.nat(200), { freq: 4 }),
    until: fc.option(fc.nat(200), { freq: 4 }),
    limit: fc.constantFrom(1, 5, 100),
  })
  let hits = 0
  const start = now - 200
  for (const { line: typed, from, until, ...beside } of sample(asked, QUESTIONS)) {
    const { parts, phrases } = readQuestion(typed)
    for (const { user } of [alice, bob, carol, stranger]) {
      const wanted: FileSearch = {
        ...beside,
        userId: user.id,
        parts,
        phrases,
        from: from === null ? null : start + from,
        until: until === null ? null : start + until,
        after: null,
      }
      const found = await place.app.ctx.db.fileSearch.find(wanted)
      const ids = found.map(({ fileId }) => fileId)
      expect(ids, JSON.stringify(wanted)).toEqual(await readAll(place, wanted))
      hits += ids.length
      const last = found.at(-1)
      if (last !== undefined && found.length === wanted.limit) {
        const more = await place.app.ctx.db.fileSearch.find({ ...wanted, after: last, limit: 100 })
        const rest = (await readAll(place, { ...wanted, limit: 1_000 })).slice(wanted.limit)
        expect(
          more.map(({ fileId }) => fileId),
          `after the first page of ${JSON.stringify(wanted)}`,
        ).toEqual(rest)
      }
    }
  }
  expect(hits).toBeGreaterThan(QUESTIONS)
}, 120_000)
