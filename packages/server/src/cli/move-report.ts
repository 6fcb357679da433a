import type { MovedRows, MoveEvent, MoveStep } from '../database/move/move.ts'

const BAR_CHARS = 24
const SHOWN_EVERY_MS = 100

const STEPS: Record<MoveStep, string> = {
  ahead: 'Bringing what is there. People go on writing.',
  indexes: 'Making the indexes.',
  search: 'Filling the search.',
  lock: 'From here on nobody writes.',
  last: 'Bringing what is not there yet.',
  verify: 'Comparing all rows of both sides.',
  'foreign-keys': 'Checking that all that is referred to is there.',
  wait: 'All is there. Stop Kith now; this waits until it has left.',
  finish: 'Finishing.',
}

/** Says how a move goes: sentences, with a bar on a terminal, or JSON. */
export class MoveReport {
  readonly #isJson: boolean
  readonly #begun = performance.now()
  #shownAt = 0
  #hasBar = false

  constructor(isJson: boolean) {
    this.#isJson = isJson
  }

  tell(event: MoveEvent): void {
    if (this.#isJson) {
      console.log(JSON.stringify(event))
      return
    }
    switch (event.kind) {
      case 'begin':
        this.#say(
          `${event.isResumed ? 'Going on' : 'Beginning'}: ${written(event.rows)} rows${event.isServing ? '; Kith is running' : ''}.`,
        )
        return
      case 'step':
        this.#say(STEPS[event.step])
        return
      case 'rows':
        this.#showBar(event)
    }
  }

  finish(tables: readonly MovedRows[]): void {
    const seconds = (performance.now() - this.#begun) / 1_000
    if (this.#isJson) {
      console.log(JSON.stringify({ kind: 'end', seconds, tables }))
      return
    }
    const longest = Math.max(...tables.map(({ table }) => table.length))
    for (const { table, rows, checksum } of tables) {
      this.#say(`  ${table.padEnd(longest)} ${written(rows).padStart(13)}  ${checksum}`)
    }
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    this.#say(
      `${written(rows)} rows in ${tables.length} tables are alike on both sides, in ${seconds.toFixed(1)} s.\nSet DATABASE_URL to the new address and start Kith. The old database is as it was.`,
    )
  }

  #say(text: string): void {
    if (this.#hasBar) process.stdout.write('\r\u001b[2K')
    this.#hasBar = false
    console.log(text)
  }

  #showBar({ table, seen, of }: { table: string; seen: number; of: number }): void {
    const now = performance.now()
    if (!process.stdout.isTTY || now - this.#shownAt < SHOWN_EVERY_MS) return
    this.#shownAt = now
    this.#hasBar = true
    const done = Math.round((BAR_CHARS * Math.min(seen, of)) / Math.max(1, of))
    const bar = '█'.repeat(done) + '░'.repeat(BAR_CHARS - done)
    process.stdout.write(`\r\u001b[2K${bar} ${table} ${written(seen)} of ${written(of)}`)
  }
}

const written = (count: number): string => count.toLocaleString('en')
