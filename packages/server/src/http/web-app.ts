import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../problem.ts'

const folder = fileURLToPath(new URL('../../../web/dist', import.meta.url))

/** The built web client: its assets for ever, its page anew each time, for every address that is not the API's. */
export async function bindWebApp(server: FastifyInstance): Promise<void> {
  const isBuilt = existsSync(`${folder}/index.html`)
  if (isBuilt) {
    await server.register(fastifyStatic, {
      root: folder,
      preCompressed: true,
      wildcard: false,
      index: false,
      setHeaders: (reply, path) => {
        void reply.header(
          'cache-control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        )
      },
    })
  }
  server.setNotFoundHandler(async (request, reply) => {
    const isPage =
      (request.method === 'GET' || request.method === 'HEAD') &&
      !/^\/(api|socket\.io|assets|faces)(\/|$|\?)/.test(request.url)
    if (!isPage) throw new Problem('not-found')
    if (!isBuilt) return reply.status(503).type('text/plain').send('The web client is not built. Run: npm run build')
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
}
