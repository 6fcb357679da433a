import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { ownPostgres } from './own-postgres.ts'

export interface TestPostgres {
  /** Of a superuser, who makes a database for each world. */
  url: string
  source: string
  stop(): Promise<void>
}

const MACHINE_PORT = 5432

/**
 * `KITH_TEST_POSTGRES_URL`, else the machine's own PostgreSQL where it trusts `postgres`, else one from the
 * registry.
 */
export async function findPostgres(): Promise<TestPostgres> {
  const given = process.env['KITH_TEST_POSTGRES_URL']
  const nothing = async (): Promise<void> => undefined
  if (given !== undefined && given !== '') return { url: given, source: 'KITH_TEST_POSTGRES_URL', stop: nothing }
  if (await trusts(MACHINE_PORT)) {
    const url = `postgres://postgres@127.0.0.1:${MACHINE_PORT}/postgres`
    return { url, source: `the machine's, port ${MACHINE_PORT}`, stop: nothing }
  }
  return startPostgres()
}

/** Says hello as `postgres` and sees whether the server asks for a password: the first messages of its protocol. */
async function trusts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await Promise.race([once(socket, 'connect'), pause(2_000).then(() => Promise.reject(new Error('too slow')))])
    const fields = Buffer.from('user\0postgres\0database\0postgres\0\0')
    const hello = Buffer.alloc(8)
    hello.writeInt32BE(hello.length + fields.length, 0)
    hello.writeInt32BE(196_608, 4)
    socket.write(Buffer.concat([hello, fields]))
    const [answer] = await Promise.race([once(socket, 'data'), pause(2_000).then(() => [Buffer.alloc(9)])])
    // 'R' and 0: authenticated, nothing asked.
    return Buffer.isBuffer(answer) && answer[0] === 0x52 && answer.readInt32BE(5) === 0
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

async function startPostgres(): Promise<TestPostgres> {
  // What the tests prove about durability they prove on SQLite; here a lost test database costs nothing.
  const own = await ownPostgres(['-c', 'fsync=off', '-c', 'max_connections=300'])
  return { url: own.url, source: 'embedded', stop: () => own.remove() }
}
