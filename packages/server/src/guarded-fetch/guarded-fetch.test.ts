import { createServer as createTcpServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setGlobalProxyFromEnv } from 'node:http'
import type { RequestListener } from 'node:http'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { nearHosts } from '../testing/near-hosts.ts'
import { outsideOf, webSite } from '../testing/web-site.ts'
import { GuardedFetch, theInternet } from './guarded-fetch.ts'
import { isPublicAddress } from './public-address.ts'

const MEGABYTE = 1024 * 1024

function wish(more: { maxBytes?: number; signal?: AbortSignal } = {}) {
  return { accept: 'text/html', maxBytes: MEGABYTE, signal: new GuardedFetch().deadline(), ...more }
}

function redirectTo(location: string): RequestListener {
  return (_request, reply) => void reply.writeHead(302, { location }).end()
}

test('a page is fetched with nothing of ours but the question', async () => {
  const site = await webSite((_request, reply) => {
    reply.writeHead(200, { 'content-type': 'Text/HTML; charset="ISO-8859-1"', 'set-cookie': 'a=b' }).end('Ahoy')
  })
  const got = await new GuardedFetch(outsideOf(site)).get(`http://a.example:${site.port}/x?y=1#z`, wish())
  expect(got).toMatchObject({ mediaType: 'text/html', charset: 'iso-8859-1', isWhole: true })
  expect(got?.bytes.toString()).toBe('Ahoy')
  const { headers, url } = site.requests[0] ?? { headers: {}, url: '' }
  expect(url).toBe('/x?y=1')
  expect(headers).toEqual({
    host: `a.example:${site.port}`,
    'user-agent': 'Mozilla/5.0 (compatible; Kith link preview)',
    accept: 'text/html',
    'accept-encoding': 'gzip, deflate, br',
    connection: 'close',
  })
})

test('no spelling of an address near us is dialled, and names that lead there are not either', async () => {
  const canary = await webSite()
  const dialled: string[] = []
  const hostile = new GuardedFetch({
    resolve: async (name) => {
      dialled.push(name)
      return ['127.0.0.1']
    },
    mayDial: isPublicAddress,
  })
  for (const host of nearHosts) {
    expect(await hostile.get(`http://${host}:${canary.port}/`, wish()), host).toBeNull()
  }
  for (const name of [
    'localhost',
    'localhost.',
    'LOCALHOST',
    '127.0.0.1.nip.example',
    'loopback.example',
    'ⓛocalhost',
  ]) {
    expect(await hostile.get(`http://${name}:${canary.port}/`, wish()), name).toBeNull()
  }
  expect(canary.connections()).toBe(0)
})

test('only the ports of the web are dialled in the open', () => {
  const ports = [80, 443, 22, 25, 3000, 5432, 6379, 8080, 0].filter((port) => theInternet.mayDial('8.8.8.8', port))
  expect(ports).toEqual([80, 443])
  expect(theInternet.mayDial('10.0.0.1', 80)).toBe(false)
})

test('a name with one answer too many is refused, whichever comes first', async () => {
  const site = await webSite((_request, reply) => void reply.end('x'))
  const { mayDial } = outsideOf(site)
  for (const answers of [['127.0.0.1', '10.0.0.1'], ['::1', '127.0.0.1'], []]) {
    const guarded = new GuardedFetch({ resolve: async () => answers, mayDial })
    expect(await guarded.get(`http://mixed.example:${site.port}/`, wish())).toBeNull()
  }
  expect(site.connections()).toBe(0)
})

test('the address that was vetted is the one that is dialled: a name that changes its mind gets nobody', async () => {
  const canary = await webSite()
  const site = await webSite((_request, reply) => void reply.end('x'))
  let asked = 0
  const rebinding = new GuardedFetch({
    // The site is on 127.0.0.1; whoever asks a second time is sent to the canary, which must not be dialled.
    resolve: async () => (asked++ % 2 === 0 ? ['127.0.0.1'] : ['127.0.0.2']),
    mayDial: (address, port) => address === '127.0.0.1' && port === site.port,
  })
  for (let times = 0; times < 1_000; times++) {
    const before = asked
    const got = await rebinding.get(`http://rebind.example:${site.port}/`, wish())
    expect(asked - before).toBe(1)
    expect(got === null).toBe(before % 2 === 1)
  }
  expect(site.connections()).toBe(500)
  expect(canary.connections()).toBe(0)
}, 60_000)

test('each redirect is looked at anew, and three are enough', async () => {
  const canary = await webSite()
  let to = ''
  const site = await webSite((request, reply) => {
    const hops = Number(/^\/hops\/(\d+)$/.exec(request.url ?? '')?.[1] ?? -1)
    if (hops === 0) reply.end('here')
    else if (hops > 0) redirectTo(`/hops/${hops - 1}`)(request, reply)
    else redirectTo(to)(request, reply)
  })
  const guarded = new GuardedFetch(outsideOf(site))
  const at = (path: string) => guarded.get(`http://a.example:${site.port}${path}`, wish())
  expect((await at('/hops/3'))?.url).toBe(`http://a.example:${site.port}/hops/0`)
  expect(await at('/hops/4')).toBeNull()
  const places = [
    `http://127.0.0.1:${canary.port}/`,
    `//127.0.0.1:${canary.port}/`,
    `http://a.example:${canary.port}/`,
    `http://[::1]:${canary.port}/`,
    'http://169.254.169.254/latest/meta-data/',
    'http://other.test/',
    'http://user:pass@a.example/',
    'file:///etc/passwd',
    'ftp://a.example/',
    'data:text/html,x',
    'gopher://a.example/',
    'javascript:1',
    'http://',
  ]
  for (to of places) expect(await at('/'), to).toBeNull()
  expect(canary.connections()).toBe(0)
})

test('what is no address of the web is not fetched', async () => {
  const site = await webSite((_request, reply) => void reply.end('x'))
  const guarded = new GuardedFetch(outsideOf(site))
  const { port } = site
  const addresses = [
    `http://me:secret@a.example:${port}/`,
    `http://me@a.example:${port}/`,
    `ftp://a.example:${port}/`,
    'file:///etc/passwd',
    'unix:/run/x.sock',
    'about:blank',
    '',
    'a.example',
    'http://',
    'http://a.example:99999/',
  ]
  for (const address of addresses) expect(await guarded.get(address, wish()), address).toBeNull()
  expect(site.connections()).toBe(0)
})

test('no more than a megabyte is unpacked, however small it was packed', async () => {
  const packed = { gzip: gzipSync(Buffer.alloc(100 * MEGABYTE)), br: brotliCompressSync(Buffer.alloc(16 * MEGABYTE)) }
  for (const [packing, body] of Object.entries(packed)) {
    const site = await webSite((_request, reply) => {
      reply.writeHead(200, { 'content-encoding': packing }).end(body)
    })
    const before = process.memoryUsage().rss
    const got = await new GuardedFetch(outsideOf(site)).get(`http://a.example:${site.port}/`, wish())
    expect(got?.bytes.length).toBe(MEGABYTE)
    expect(got?.isWhole).toBe(false)
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * MEGABYTE)
  }
})

test('what never ends is cut by its length or by the time, and what says nothing by the time', async () => {
  let sentBytes = 0
  const site = await webSite((request, reply) => {
    reply.on('error', () => undefined)
    if (request.url === '/silent') return
    if (request.url === '/flood') {
      const pour = (): void => {
        while (reply.write(Buffer.alloc(65_536))) sentBytes += 65_536
      }
      reply.on('drain', pour)
      pour()
      return
    }
    // A byte now and then, for ever.
    const drip = setInterval(() => reply.write('x'), 20)
    reply.on('close', () => clearInterval(drip))
    reply.write('<title>')
  })
  const guarded = new GuardedFetch(outsideOf(site))
  const flood = await guarded.get(`http://a.example:${site.port}/flood`, wish())
  expect(flood?.bytes.length).toBe(MEGABYTE)
  expect(sentBytes).toBeLessThan(30 * MEGABYTE)
  for (const path of ['/silent', '/drip']) {
    const signal = AbortSignal.timeout(300)
    const begun = performance.now()
    expect(await guarded.get(`http://a.example:${site.port}${path}`, wish({ signal })), path).toBeNull()
    expect(performance.now() - begun).toBeLessThan(4_500)
  }
})

test('five seconds are all that there is, over all redirects and for the name too', async () => {
  const site = await webSite((_request, reply) => {
    const wait = setTimeout(() => redirectTo('/')(_request, reply), 2_000)
    reply.on('close', () => clearTimeout(wait))
  })
  const never = Promise.withResolvers<string[]>()
  const nameless = new GuardedFetch({ ...outsideOf(site), resolve: () => never.promise })
  const guarded = new GuardedFetch(outsideOf(site))
  const begun = performance.now()
  const got = await Promise.all([
    guarded.get(`http://a.example:${site.port}/`, wish()),
    nameless.get('http://slow.example/', wish()),
  ])
  expect(got).toEqual([null, null])
  const tookMs = performance.now() - begun
  expect(tookMs).toBeGreaterThan(4_500)
  expect(tookMs).toBeLessThan(60_000)
})

test('what is broken is as if it were forbidden: nothing, and nothing is left open', async () => {
  const answers = [
    'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort',
    'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\nnot gzip at all',
    'HTTP/1.1 200 OK\r\ncontent-encoding: zstd, gzip\r\n\r\nx',
    'HTTP/1.1 404 Not Found\r\ncontent-length: 1\r\n\r\nx',
    'HTTP/1.1 204 No Content\r\n\r\n',
    'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
    'HTTP/1.1 302 Found\r\n\r\n',
    'SSH-2.0-OpenSSH_9.9\r\n',
    `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(40_000)}\r\n\r\nx`,
    '',
  ]
  let turn = 0
  const open = new Set<unknown>()
  const server = createTcpServer((socket) => {
    open.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => open.delete(socket))
    socket.once('data', () => socket.end(answers[turn] ?? ''))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const guarded = new GuardedFetch(outsideOf({ port }))
  for (; turn < answers.length; turn++) {
    const signal = AbortSignal.timeout(1_000)
    expect(await guarded.get(`http://a.example:${port}/`, wish({ signal })), answers[turn]).toBeNull()
  }
  await expect.poll(() => open.size).toBe(0)
  const closed = await new GuardedFetch({ ...outsideOf({ port: 1 }) }).get('http://a.example:1/', wish())
  expect(closed).toBeNull()
})

test('a proxy that the environment names is not asked', async () => {
  const proxy = await webSite((_request, reply) => void reply.end('by proxy'))
  const site = await webSite((_request, reply) => void reply.end('itself'))
  onTestFinished(
    setGlobalProxyFromEnv({
      http_proxy: `http://127.0.0.1:${proxy.port}`,
      https_proxy: `http://127.0.0.1:${proxy.port}`,
    }),
  )
  // The proxy is there: whatever does not guard itself goes through it.
  const plain = await fetch(`http://a.example:${site.port}/`)
  expect(await plain.text()).toBe('by proxy')
  const asked = proxy.connections()
  const got = await new GuardedFetch(outsideOf(site)).get(`http://a.example:${site.port}/`, wish())
  expect(got?.bytes.toString()).toBe('itself')
  await new GuardedFetch(outsideOf(site)).get(`https://a.example:${site.port}/`, wish())
  expect(proxy.connections()).toBe(asked)
})
