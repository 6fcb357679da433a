import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Problem } from '../../problem.ts'

/** RFC 9106 parameters. 46 MiB, one pass: OWASP's first choice for argon2id. */
export interface PasswordCost {
  memoryKiB: number
  passes: number
}

export const standardCost: PasswordCost = { memoryKiB: 47_104, passes: 1 }

const CONCURRENT_MAX = 2
const WAITING_MAX = 50
const SALT_BYTES = 16
const TAG_BYTES = 32
const argon2Async = promisify(argon2)

/** Hashes and verifies passwords off the event loop, a few at a time: each takes 46 MiB while it runs. */
export class Passwords {
  readonly #cost: PasswordCost
  #running = 0
  readonly #waiting: (() => void)[] = []
  /** Made of chance, so that no password has it: what an unknown name is verified against. */
  readonly #decoy: string

  constructor(cost: PasswordCost) {
    this.#cost = cost
    this.#decoy = phcOf(cost, randomBytes(SALT_BYTES), randomBytes(TAG_BYTES))
  }

  /** A PHC string. @throws Problem `busy` when too many wait already */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES)
    return phcOf(this.#cost, salt, await this.#derive(password, salt, this.#cost))
  }

  /**
   * Whether `password` is the one that `phc` was made of. With `phc` null the same work is done in vain, so that an
   * unknown name takes as long as a wrong password.
   */
  async verify(password: string, phc: string | null): Promise<boolean> {
    const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([^$]+)\$([^$]+)$/.exec(phc ?? this.#decoy)
    if (found === null) return false
    const [, memory, passes, salt = '', tag = ''] = found
    const wanted = Buffer.from(tag, 'base64')
    const made = await this.#derive(password, Buffer.from(salt, 'base64'), {
      memoryKiB: Number(memory),
      passes: Number(passes),
    })
    return phc !== null && wanted.length === made.length && timingSafeEqual(wanted, made)
  }

  async #derive(password: string, salt: Buffer, cost: PasswordCost): Promise<Buffer> {
    await this.#turn()
    try {
      return await argon2Async('argon2id', {
        message: Buffer.from(password, 'utf8'),
        nonce: salt,
        parallelism: 1,
        tagLength: TAG_BYTES,
        memory: cost.memoryKiB,
        passes: cost.passes,
      })
    } finally {
      const next = this.#waiting.shift()
      // The place is handed on, not given back: nobody slips in between.
      if (next === undefined) this.#running--
      else next()
    }
  }

  async #turn(): Promise<void> {
    if (this.#running < CONCURRENT_MAX) {
      this.#running++
      return
    }
    if (this.#waiting.length >= WAITING_MAX) throw new Problem('busy', { retryAfterSeconds: 3 })
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }
}

function phcOf({ memoryKiB, passes }: PasswordCost, salt: Buffer, tag: Buffer): string {
  return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=1$${unpadded(salt)}$${unpadded(tag)}`
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
