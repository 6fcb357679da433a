import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** `deaf`: what is said arrives, what is answered does not. `frozen`: neither, and nobody is told. */
type Mode = 'open' | 'deaf' | 'frozen' | 'torn'

/** A wire to the server that does what wires do. */
export interface Proxy {
  url: string
  /** Both ends are told at once. */
  reset: () => void
  /** Half of the next chunk arrives, then the wire breaks. */
  tear: () => void
  /** Everything arrives, in order, later by this. */
  delay: (ms: number) => void
  /** For `ms` nothing arrives on either side; then the wire breaks. */
  freeze: (ms: number) => void
  /** For `ms` the server hears all and its answers are lost; then the wire breaks. */
  deafen: (ms: number) => void
  /** No wire at all until `mend`. */
  cut: () => void
  mend: () => void
  remove: () => void
}

interface Wire {
  near: Socket
  far: Socket
  mode: Mode
}

export async function proxyTo(port: number): Promise<Proxy> {
  const wires = new Set<Wire>()
  let isCut = false
  let delayMs = 0

  const relay = createServer({ noDelay: true }, (near) => {
    if (isCut) {
      near.resetAndDestroy()
      return
    }
    const far = connect({ port, host: '127.0.0.1', noDelay: true })
    const wire: Wire = { near, far, mode: 'open' }
    wires.add(wire)
    carry(wire, near, far, true)
    carry(wire, far, near, false)
  })

  function carry(wire: Wire, from: Socket, to: Socket, isOutward: boolean): void {
    // One queue and one timer: two timers could pass each other, and no wire changes the order of bytes.
    const queue: { chunk: Buffer; dueAt: number }[] = []
    let timer: NodeJS.Timeout | null = null
    const flush = (): void => {
      timer = null
      for (let next = queue[0]; next !== undefined; next = queue[0]) {
        const waitMs = next.dueAt - performance.now()
        if (waitMs > 0) {
          timer = setTimeout(flush, waitMs)
          return
        }
        queue.shift()
        if (to.writable) to.write(next.chunk)
      }
    }
    from.on('data', (chunk: Buffer) => {
      if (wire.mode === 'frozen' || (wire.mode === 'deaf' && !isOutward)) return
      if (wire.mode === 'torn') {
        // What comes before it has broken would stand in the place of the other half.
        wire.mode = 'frozen'
        to.write(chunk.subarray(0, Math.floor(chunk.length / 2)), () => end(wire))
        return
      }
      queue.push({ chunk, dueAt: performance.now() + delayMs })
      if (timer === null) flush()
    })
    from.on('error', () => undefined)
    from.on('close', () => {
      wires.delete(wire)
      // What is still on its way arrives before the end does.
      const lastAt = wire.mode === 'open' ? (queue.at(-1)?.dueAt ?? 0) : 0
      setTimeout(() => to.destroy(), Math.max(0, lastAt - performance.now()))
    })
  }

  function end(wire: Wire): void {
    wire.near.resetAndDestroy()
    wire.far.resetAndDestroy()
  }

  const all = (act: (wire: Wire) => void): void => [...wires].forEach(act)
  const endLater = (mode: Mode, ms: number): void =>
    all((wire) => {
      wire.mode = mode
      setTimeout(() => end(wire), ms)
    })

  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
  const address = relay.address() as AddressInfo
  const cut = (): void => {
    isCut = true
    all(end)
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    reset: () => all(end),
    tear: () =>
      all((wire) => {
        wire.mode = 'torn'
      }),
    delay: (ms) => {
      delayMs = ms
    },
    freeze: (ms) => endLater('frozen', ms),
    deafen: (ms) => endLater('deaf', ms),
    cut,
    mend: () => {
      isCut = false
      delayMs = 0
    },
    remove: () => {
      cut()
      relay.close()
    },
  }
}
