import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Outside } from '../guarded-fetch/guarded-fetch.ts'

/** A site on loopback that counts who comes; what it must not be reached as, it is a canary for. */
export interface WebSite {
  port: number
  /** Connections, whatever was said over them. */
  connections: () => number
  requests: IncomingMessage[]
}

/** Gone when the test is over. */
export async function webSite(answer: RequestListener = (_request, reply) => void reply.end()): Promise<WebSite> {
  const requests: IncomingMessage[] = []
  let connections = 0
  const server = createServer((request, reply) => {
    requests.push(request)
    answer(request, reply)
  })
  server.on('connection', () => (connections += 1))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return { port: (server.address() as AddressInfo).port, connections: () => connections, requests }
}

/** An internet in which every name is on loopback, and only these sites may be dialled: by name, at their ports. */
export function outsideOf(...sites: readonly Pick<WebSite, 'port'>[]): Outside {
  return {
    resolve: async (name) => (name.endsWith('.example') ? ['127.0.0.1'] : []),
    mayDial: (address, port) => address === '127.0.0.1' && sites.some((site) => site.port === port),
  }
}
