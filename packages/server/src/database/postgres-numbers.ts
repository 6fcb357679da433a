import pg from 'pg'

const INT8 = 20

/** Counters and times fit in a double; as text, which the driver makes of them, they would compare and add wrongly. */
export function readNumbers(): void {
  pg.types.setTypeParser(INT8, Number)
}
