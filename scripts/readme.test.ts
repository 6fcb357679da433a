import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { environmentExample, settings } from '../packages/server/src/config.ts'

const textOf = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

/** The rows of the README's table of settings: name and what it is when unset. */
function tableOfSettings(): [name: string, initial: string][] {
  const [, section = ''] = textOf('README.md').split('\n## Settings\n')
  const rows = section.split('\n## ')[0]?.matchAll(/^\| `(\w+)` \| (?:`([^`]*)` )?\| \S.* \|$/gm) ?? []
  return [...rows].map(([, name = '', initial = '']) => [name, initial])
}

test('the table of the README names every setting there is, with what it is when unset, and no other', () => {
  const known = Object.entries(settings).map(([name, { initial }]) => [name, initial])
  expect(tableOfSettings()).toEqual(known)
})

test('.env.example is printed from the settings', () => {
  expect(textOf('.env.example')).toBe(environmentExample())
})
