import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Node } from './world.ts'

/** What stands before the nodes: every connection goes to the one it is turned to. */
export class Balancer {
  readonly url: string
  readonly #sockets = new Set<Socket>()
  #port: number

  private constructor(server: Server, port: number) {
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    this.#port = port
    server.on('connection', (near) => {
      const far = connect(this.#port, '127.0.0.1')
      for (const socket of [near, far]) {
        this.#sockets.add(socket)
        socket.on('error', () => socket.destroy())
        socket.on('close', () => {
          this.#sockets.delete(socket)
          near.destroy()
          far.destroy()
        })
      }
      near.pipe(far).pipe(near)
    })
    onTestFinished(() => {
      this.#cut()
      server.close()
    })
  }

  static async to(node: Node): Promise<Balancer> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new Balancer(server, portOf(node))
  }

  /** Cuts every connection, as when a node is gone; those that come go to `node`. */
  turnTo(node: Node): void {
    this.#port = portOf(node)
    this.#cut()
  }

  #cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }
}

const portOf = ({ url }: Node): number => Number(new URL(url).port)
