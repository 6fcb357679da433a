import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { environmentExample, settings } from '../packages/server/src/config.ts'
import { readSourceFiles } from './source-files.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const textOf = (path: string): string => readFileSync(root + path, 'utf8')

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

test('the map names no file that is not there', () => {
  const files = readSourceFiles(root).map(({ path }) => path)
  // "web/…/conversation/composer.tsx" leaves out what is the same for all.
  const named = [...textOf('docs/map.md').matchAll(/`([^`\s<*]+\.tsx?)`/g)].map(([, name = '']) => name)
  const missing = named.filter((name) => {
    const end = name.split('…/').at(-1) ?? ''
    return !files.some((file) => `/${file.replace('/src/', '/')}`.endsWith(`/${end}`))
  })
  expect(missing).toEqual([])
  expect(named.length).toBeGreaterThan(80)
})
