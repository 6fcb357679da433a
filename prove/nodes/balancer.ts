import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** What stands in front of several nodes: each new connection goes to the first that takes it. */
export interface Balancer {
  url: string
  remove(): void
}

/** `ports`: the nodes, those first that are to have the connections as long as they are there. */
export async function balancerOver(ports: readonly number[]): Promise<Balancer> {
  const sockets = new Set<Socket>()
  const front = createServer({ noDelay: true }, (near) => {
    keep(near)
    dial(near, 0)
  })

  function dial(near: Socket, index: number): void {
    const port = ports[index]
    if (port === undefined) {
      near.resetAndDestroy()
      return
    }
    let isThere = false
    const far = keep(connect({ port, host: '127.0.0.1', noDelay: true }))
    far.once('connect', () => {
      isThere = true
      near.pipe(far)
      far.pipe(near)
      near.once('close', () => far.destroy())
    })
    far.once('close', () => {
      if (isThere || near.destroyed) near.destroy()
      else dial(near, index + 1)
    })
  }

  function keep(socket: Socket): Socket {
    sockets.add(socket)
    // How it ended is told by "close".
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
    return socket
  }

  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  const { port } = front.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    remove: () => {
      front.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
