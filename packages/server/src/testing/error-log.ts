import { Writable } from 'node:stream'
import pino from 'pino'
import type { Logger } from 'pino'

/** Keeps what the server logs as an error, so that no test passes over a failure that nobody was told of. */
export class ErrorLog {
  readonly lines: string[] = []
  readonly logger: Logger

  constructor() {
    const { lines } = this
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk).trim())
        done()
      },
    })
    this.logger = pino({ level: 'error', base: null }, sink)
  }

  /** For tests that cause an error on purpose: what there was, forgotten. */
  takeAll(): string[] {
    return this.lines.splice(0)
  }
}
