import { createServer, connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** A wire to the server that can be cut: nothing gets through, nothing is said about it, as on a train in a tunnel. */
export interface Wire {
  url: string
  cut: () => void
  mend: () => void
  remove: () => void
}

export async function wireTo(serverUrl: string): Promise<Wire> {
  const { hostname, port } = new URL(serverUrl)
  const open = new Set<Socket>()
  let isCut = false
  const relay = createServer((near) => {
    if (isCut) {
      near.destroy()
      return
    }
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far)
    far.pipe(near)
  })
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
  const { port: ownPort } = relay.address() as AddressInfo
  const cut = (): void => {
    isCut = true
    for (const socket of open) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${ownPort}`,
    cut,
    mend: () => {
      isCut = false
    },
    remove: () => {
      cut()
      relay.close()
    },
  }
}
