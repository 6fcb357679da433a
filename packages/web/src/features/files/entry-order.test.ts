import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { expect, test } from 'vitest'
import { compareEntries, withNews } from './entry-order.ts'

const nobody = { id: 'u', username: 'mara', displayName: 'Mara', avatarUrl: null } as ProjectEntry['changedBy']
const file = (name: string, part: Partial<ProjectEntry> = {}): ProjectEntry => ({
  id: name,
  projectId: 'p',
  parentId: null,
  type: 'file',
  name,
  size: 1,
  kind: 'text',
  mimeType: 'text/plain',
  sha256: '',
  version: 1,
  width: null,
  height: null,
  thumbhash: null,
  url: null,
  previewUrl: null,
  thumbnailUrl: null,
  uploadedBy: nobody,
  createdAt: '2026-01-01T00:00:00.000Z',
  changedAt: '2026-01-01T00:00:00.000Z',
  changedBy: nobody,
  pinnedAt: null,
  trashedAt: null,
  trashId: null,
  openComments: 0,
  rev: 1,
  isGone: false,
  ...part,
})

const byName = (a: ProjectEntry, b: ProjectEntry): number => compareEntries(a, b, { sort: 'name', order: 'up' })
const namesAfter = (items: ProjectEntry[], news: ProjectEntry[], hasMore = false): string[] => {
  const isHere = ({ trashId, parentId, isGone }: ProjectEntry): boolean =>
    trashId === null && parentId === null && !isGone
  return withNews(items, new Map(news.map((entry) => [entry.id, entry])), isHere, byName, hasMore).map(
    ({ name }) => name,
  )
}

test('folders come first, and numbers in names count as numbers', () => {
  const sorted = [file('b10'), file('b9'), file('Z', { type: 'folder' }), file('a')].toSorted(byName)
  expect(sorted.map(({ name }) => name)).toEqual(['Z', 'a', 'b9', 'b10'])
  const down = sorted.toSorted((a, b) => compareEntries(a, b, { sort: 'name', order: 'down' }))
  expect(down.map(({ name }) => name)).toEqual(['Z', 'b10', 'b9', 'a'])
})

test('what comes takes its place, what is renamed moves, what goes is gone', () => {
  const items = ['a', 'c', 'e'].map((name) => file(name))
  expect(namesAfter(items, [file('d', { rev: 2 })])).toEqual(['a', 'c', 'd', 'e'])
  expect(namesAfter(items, [{ ...file('a', { rev: 2 }), name: 'z' }])).toEqual(['c', 'e', 'z'])
  expect(namesAfter(items, [file('c', { rev: 2, trashId: 'c' })])).toEqual(['a', 'e'])
  expect(namesAfter(items, [file('c', { rev: 2, parentId: 'elsewhere' })])).toEqual(['a', 'e'])
})

test('what would stand after the last that is loaded waits for its page, and nothing stands twice', () => {
  const items = ['a', 'c', 'e'].map((name) => file(name))
  expect(namesAfter(items, [file('x', { rev: 2 })], true)).toEqual(['a', 'c', 'e'])
  expect(namesAfter(items, [file('b', { rev: 2 })], true)).toEqual(['a', 'b', 'c', 'e'])
  expect(namesAfter([...items, file('c')], [])).toEqual(['a', 'c', 'e'])
  expect(namesAfter([...items, file('b', { rev: 2 })], [file('b', { rev: 2 })])).toEqual(['a', 'c', 'e', 'b'])
})

test('an older word than that of the list changes nothing', () => {
  expect(namesAfter([file('a', { rev: 5 })], [file('a', { rev: 4, trashId: 'a' })])).toEqual(['a'])
})
