import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { expect, test } from 'vitest'
import { rowsOf } from './rows-of.ts'

const entries = (folders: number, files: number): ProjectEntry[] =>
  Array.from({ length: folders + files }, (_, at) => ({
    id: `${at}`,
    type: at < folders ? 'folder' : 'file',
  })) as ProjectEntry[]

test('a grid has each entry once, folders in lines of their own, and lines that do not overlap', () => {
  for (const width of [320, 390, 700, 1_400]) {
    const { rows, tops, columns } = rowsOf(entries(5, 23), 'grid', width)
    expect(rows.flatMap((row) => row.entries.map(({ id }) => id))).toEqual(entries(5, 23).map(({ id }) => id))
    for (const row of rows) {
      expect(row.entries.length).toBeLessThanOrEqual(columns)
      expect(new Set(row.entries.map(({ type }) => type)).size).toBe(1)
      const next = rows[rows.indexOf(row) + 1]
      if (next !== undefined) expect(next.topPx).toBeGreaterThan(row.topPx + row.heightPx)
    }
    expect(tops).toHaveLength(rows.length + 1)
  }
})

test('a list has a line for each, and its height is known before it is drawn', () => {
  const { rows, tops } = rowsOf(entries(1, 9_999), 'list', 1_200)
  expect(rows).toHaveLength(10_000)
  expect(tops.at(-1)).toBeGreaterThan(10_000 * 40)
})
