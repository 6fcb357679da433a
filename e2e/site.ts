import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { messages } from './people.ts'
import { startServer } from './server.ts'
import type { ServerUnderTest } from './server.ts'

/** A site that people link to, and a server that may look there. */
export interface LinkedPlace {
  server: ServerUnderTest
  /** Of a page about boats, with a picture. */
  link: string
  remove: () => Promise<void>
}

export async function startLinkedPlace(): Promise<LinkedPlace> {
  const site = createServer((request, reply) => {
    if (request.url === '/boat.jpg') {
      void sharp({ create: { width: 1_200, height: 630, channels: 3, background: '#0a7f8c' } })
        .jpeg()
        .toBuffer()
        .then((picture) => reply.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture))
      return
    }
    reply.writeHead(200, { 'content-type': 'text/html' })
    reply.end(`<title>The boats of the old pier</title><meta property="og:site_name" content="Harbour news">
    <meta name="description" content="&lt;img src=x onerror=alert(1)&gt; All that floats">
    <meta property="og:image" content="/boat.jpg">`)
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  const { port } = site.address() as AddressInfo
  const settings = { SITE_PORT: String(port), RATE_LIMIT_FACTOR: '1000' }
  const server = await startServer(settings)
  return {
    server,
    link: `http://harbour.example:${port}/boats`,
    remove: async () => {
      await server.remove()
      site.close()
      site.closeAllConnections()
    },
  }
}

/** What a message shows of the page about boats. */
export const card = (page: Page) => messages(page).getByRole('link', { name: /The boats of the old pier/ })
