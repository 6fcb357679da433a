import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { onTestFinished, expect, test } from 'vitest'
import { freshPlace, testDialect } from '../testing/fresh-place.ts'

const kith = fileURLToPath(new URL('kith.ts', import.meta.url))

async function run(...words: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const place = await freshPlace()
  onTestFinished(() => place.remove())
  const env = { PATH: process.env['PATH'], DATA_DIR: place.directory }
  return spawnSync(process.execPath, [kith, ...words], { env, cwd: place.directory, encoding: 'utf8' })
}

test.runIf(testDialect === 'sqlite')('the command says what it can do, and what was wrong with a call', async () => {
  const [help, ofOne, nothing, unknown, without, odd, back] = await Promise.all([
    run('--help'),
    run('migrate', '--help'),
    run(),
    run('fly'),
    run('migrate'),
    run('migrate', '--to', 'postgres://127.0.0.1/kith', '--fast'),
    run('migrate', '--to', 'sqlite'),
  ])
  expect([help.status, help.stderr, help.stdout]).toEqual([0, '', expect.stringMatching(/migrate +moves a place/)])
  expect([ofOne.status, ofOne.stdout]).toEqual([0, expect.stringContaining('--to ADDRESS')])
  expect([nothing.status, nothing.stderr]).toEqual([2, expect.stringContaining('usage: ')])
  expect([unknown.status, unknown.stderr]).toEqual([2, expect.stringContaining('There is no command "fly"')])
  expect([without.status, without.stderr]).toEqual([2, expect.stringContaining('--to is missing')])
  expect([odd.status, odd.stderr]).toEqual([2, expect.stringContaining("'--fast'")])
  expect([back.status, back.stderr]).toEqual([2, expect.stringContaining('There is no way back to SQLite')])
})

test.runIf(testDialect === 'sqlite')(
  'a folder without a database, and a PostgreSQL that is not there, are said in one sentence',
  async () => {
    const ended = await run('migrate', '--to', 'postgres://nobody:secret-word@127.0.0.1:1/kith')
    expect([ended.status, ended.stdout, ended.stderr]).toEqual([
      1,
      '',
      expect.stringMatching(/^There is no database in /),
    ])
  },
)
