import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Row {
  cases: string
  cells: string[]
}

/** The rows of the table: a case, its rule, and the test that covers it. */
function rows(): Row[] {
  const text = readFileSync(`${root}docs/threat-tests.md`, 'utf8')
  return [...text.matchAll(/^\| ([AZUPSWF]\d\d) \|(.*)\|$/gm)].map(([, cases = '', rest = '']) => ({
    cases,
    cells: rest.split(' | ').map((cell) => cell.trim()),
  }))
}

/** Where a test stands and what it is called, as `path`: "name". */
function testsOf({ cells }: Row): { path: string; name: string }[] {
  return [...(cells[1] ?? '').matchAll(/`([^`]+)`: "([^"]+)"/g)].map(([, path = '', name = '']) => ({ path, name }))
}

test('every case of the table of threats names a test that is there, or says that there is none', () => {
  const faults: string[] = []
  for (const row of rows()) {
    expect(row.cells, row.cases).toHaveLength(3)
    const named = testsOf(row)
    if (named.length === 0 && !row.cells[2]?.startsWith('Gap:')) faults.push(`${row.cases} names no test and no gap`)
    for (const { path, name } of named) {
      if (!existsSync(root + path)) faults.push(`${row.cases}: there is no ${path}`)
      else if (!readFileSync(root + path, 'utf8').includes(name)) faults.push(`${row.cases}: ${path} has no "${name}"`)
    }
  }
  expect(faults).toEqual([])
})

test('the table has a row for every case that concerns people', () => {
  const numbered = (letter: string, numbers: number[]): string[] =>
    numbers.map((number) => `${letter}${String(number).padStart(2, '0')}`)
  const cases = [
    ...numbered('A', [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 19, 21, 22, 23, 24, 25, 26, 27, 29]),
    ...numbered('Z', [1, 2, 4, 7, 8, 9, 10, 12, 14, 15, 19, 20, 21]),
    ...numbered('U', [1, 2, 3, 4, 5, 6, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22]),
    ...numbered('P', [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12]),
    ...numbered('S', [1, 2, 3, 4, 5, 6, 8, 10, 11, 12, 13, 14]),
    ...numbered('W', [19]),
    ...numbered('F', [7, 14, 18, 27]),
  ]
  expect([...new Set(rows().map((row) => row.cases))]).toEqual(cases)
})
