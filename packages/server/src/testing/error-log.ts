import { Writable } from 'node:stream'
import pino from 'pino'
import type { Logger } from 'pino'

/** Where a log may be written to be read by a test: a line each. */
export function into(lines: string[]): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk).trim())
      done()
    },
  })
}

/** Keeps what the server logs as an error, so that no test passes over a failure that nobody was told of. */
export class ErrorLog {
  readonly lines: string[] = []
  readonly logger: Logger = pino({ level: 'error', base: null }, into(this.lines))

  /** For tests that cause an error on purpose: what there was, forgotten. */
  takeAll(): string[] {
    return this.lines.splice(0)
  }
}
