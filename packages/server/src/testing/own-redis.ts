import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A Redis or Valkey of this machine; null where there is none, and what needs one of its own is skipped. */
export const redisBinary =
  ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0) ?? null

/** A Redis that a test may kill, empty and start again; gone when the test is over. */
export class OwnRedis {
  readonly url: string
  readonly #port: number
  #process: ChildProcess | null = null

  private constructor(port: number) {
    this.#port = port
    this.url = `redis://127.0.0.1:${port}`
  }

  static async start(): Promise<OwnRedis> {
    const redis = new OwnRedis(await freePort())
    onTestFinished(() => redis.kill())
    await redis.start()
    return redis
  }

  /** Starts it again, with nothing in it. */
  async start(): Promise<void> {
    const port = String(this.#port)
    this.#process = spawn(
      redisBinary ?? '',
      ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      {
        stdio: 'ignore',
      },
    )
    while (!(await this.#answers())) await new Promise((resolve) => setImmediate(resolve))
  }

  /** As when the plug is pulled. */
  async kill(): Promise<void> {
    const running = this.#process
    this.#process = null
    if (running === null || running.exitCode !== null) return
    const ended = once(running, 'exit')
    running.kill('SIGKILL')
    await ended
  }

  /** Says one command, such as `FLUSHALL`. */
  async say(command: string): Promise<void> {
    const socket = connect(this.#port, '127.0.0.1')
    socket.write(`${command}\r\n`)
    await once(socket, 'data')
    socket.destroy()
  }

  async #answers(): Promise<boolean> {
    const socket = connect(this.#port, '127.0.0.1')
    try {
      await once(socket, 'connect')
      return true
    } catch {
      return false
    } finally {
      socket.destroy()
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}
