import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Config } from '../config.ts'

const script = `
  const [url, path, statement] = process.argv.slice(1)
  if (url === '') {
    const { DatabaseSync } = await import('node:sqlite')
    new DatabaseSync(path, { timeout: 5_000 }).exec(statement)
  } else {
    const { default: pg } = await import('pg')
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(statement)
    await client.end()
  }
`

/** Lets another process change the database, as another node would, while this one stands still. */
export function changeFromOutside({ DATABASE_URL, DATA_DIR }: Config, statement: string): void {
  const path = join(DATA_DIR, 'kith.db')
  execFileSync(process.execPath, ['--input-type=module', '--eval', script, DATABASE_URL ?? '', path, statement], {
    cwd: import.meta.dirname,
    stdio: 'inherit',
  })
}
