import { resolve } from 'node:path'
import { readConfig } from '../config.ts'
import { moveToPostgres } from '../database/move/move.ts'
import { loadEnvFile } from '../env-file.ts'
import { optionsOf, UsageError } from './command.ts'
import type { Command } from './command.ts'
import { MoveReport } from './move-report.ts'

const help = `moves a place from SQLite to PostgreSQL
usage: npm run kith -- migrate --to postgres://user:password@host/database [option …]

  --to ADDRESS     the PostgreSQL (15 or newer) with an empty database. Without a password in it, that of PGPASSWORD
                   or of ~/.pgpass is taken.
  --batch 5000     how many rows are brought at once, at most
  --json           what happens as JSON, one object a line

It reads the database in DATA_DIR and changes nothing in it. Kith may be running meanwhile: most is brought while people
write, then writing is refused for a short time, and at the end the command waits until you stop Kith. Killed at any
moment, it goes on where it was when it is called again. At the end all rows of both sides are compared.

Then set DATABASE_URL to the same address and start Kith. Files and the secret stay in DATA_DIR, people stay signed in.
docs/operations.md has it step by step.`

export const migrate: Command = {
  name: 'migrate',
  help,
  run: async (args) => {
    const options = optionsOf(args, {
      to: { type: 'string' },
      batch: { type: 'string', default: '5000' },
      json: { type: 'boolean', default: false },
    })
    const url = addressOf(options.to)
    if (!/^[1-9]\d{0,5}$/.test(options.batch)) throw new UsageError('--batch is a number from 1 to 999999.')
    loadEnvFile()
    const { DATA_DIR } = readConfig(process.env)
    const report = new MoveReport(options.json)
    const tables = await moveToPostgres({
      dataDirectory: resolve(DATA_DIR),
      url,
      rowsAtOnce: Number(options.batch),
      tell: (event) => report.tell(event),
    })
    report.finish(tables)
    return 0
  },
}

function addressOf(given: string | undefined): string {
  if (given === undefined) throw new UsageError('--to is missing: where shall the place move?')
  if (given === 'sqlite' || given.startsWith('sqlite:')) {
    throw new UsageError('There is no way back to SQLite; the old database is left whole instead.')
  }
  if (!/^postgres(ql)?:\/\//.test(given) || !URL.canParse(given))
    throw new UsageError('--to is no postgres:// address.')
  return given
}
