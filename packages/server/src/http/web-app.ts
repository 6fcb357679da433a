import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { cookieName, readCookie } from '../cookies.ts'
import { Problem } from '../problem.ts'

const folder = fileURLToPath(new URL('../../../web/dist', import.meta.url))

/** As the build of the web client writes it down, by the first part of an address. */
const pageNeeds = z.object({
  first: z.object({ styles: z.array(z.string()), fonts: z.array(z.string()), scripts: z.array(z.string()) }),
  pages: z.record(z.string(), z.object({ scripts: z.array(z.string()), calls: z.array(z.string()) })),
})
type PageNeeds = z.infer<typeof pageNeeds>

/** The built web client: its assets for ever, its page anew each time, for every address that is not the API's. */
export async function bindWebApp(server: FastifyInstance): Promise<void> {
  const isBuilt = existsSync(`${folder}/page-needs.json`)
  const needs = isBuilt ? pageNeeds.parse(JSON.parse(readFileSync(`${folder}/page-needs.json`, 'utf8'))) : null
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
    if (needs === null)
      return reply.status(503).type('text/plain').send('The web client is not built. Run: npm run build')
    void reply.headers({ 'cache-control': 'no-cache', vary: 'cookie' })
    void reply.header('link', linksOf(needs, request))
    return reply.sendFile('index.html')
  })
}

/** What the page will ask for, so that a browser begins with all of it before the first script has run. */
function linksOf({ first, pages }: PageNeeds, request: FastifyRequest): string {
  const [path = ''] = request.url.split('?')
  const [, part = '', more] = path.split('/')
  const { scripts = [], calls = [] } = pages[more === undefined ? part : `${part}/*`] ?? {}
  const { cookie } = request.headers
  // Who may be signed in: the calls themselves find out.
  const mayBeIn = [true, false].some((isHttps) => readCookie(cookie, cookieName(isHttps)) !== null)
  return [
    '</first-paint.js>; rel=preload; as=script',
    ...first.styles.map((address) => `<${address}>; rel=preload; as=style; crossorigin=anonymous`),
    // In this order they are fetched where a connection takes one at a time.
    ...[...first.scripts, ...scripts].map((address) => `<${address}>; rel=modulepreload`),
    ...first.fonts.map((address) => `<${address}>; rel=preload; as=font; type="font/woff2"; crossorigin=anonymous`),
    ...['/api/auth/check', ...(mayBeIn ? calls : [])].map(
      (address) => `<${address}>; rel=preload; as=fetch; crossorigin=anonymous`,
    ),
  ].join(', ')
}
