import type { Message } from '@kith/protocol/messages.ts'
import type { RequestListener } from 'node:http'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { Outside } from '../../guarded-fetch/guarded-fetch.ts'
import { isPublicAddress } from '../../guarded-fetch/public-address.ts'
import { nearHosts } from '../../testing/near-hosts.ts'
import type { Person } from '../../testing/person.ts'
import { outsideOf, webSite } from '../../testing/web-site.ts'
import type { WebSite } from '../../testing/web-site.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { World, WorldOptions } from '../../testing/world.ts'

const page = 'GET /api/conversations/:conversationId/messages'
const changes = 'GET /api/conversations/:conversationId/changes'
const hour = 60 * 60_000

const picture = await sharp({ create: { width: 1_200, height: 630, channels: 3, background: '#c65' } })
  .withExif({ IFD0: { Copyright: 'secret of the camera' } })
  .jpeg()
  .toBuffer()

const boats = `<!doctype html><html><head><meta charset=utf-8><title>not this</title>
  <meta property="og:title" content="Boats &amp; oars"><meta property="og:site_name" content="The Pier">
  <meta name="description" content="All about &lt;b&gt;boats&lt;/b&gt;"><meta property="og:image" content="/boat.jpg">
  </head><body><title>nor this</title></body>`

const pages: RequestListener = ({ url = '' }, reply) => {
  if (/\.jpg($|\?)/.test(url)) reply.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture)
  else if (url.startsWith('/boats')) reply.writeHead(200, { 'content-type': 'text/html' }).end(boats)
  else if (url.startsWith('/p/')) reply.writeHead(200, { 'content-type': 'text/html' }).end(`<title>${url}</title>`)
  else reply.writeHead(404).end()
}

interface Linked extends World {
  site: WebSite
  conversationId: string
  at: (path: string) => string
  /** Sends a text; the message once all that follows from it was done. */
  says: (who: Person, body: string) => Promise<Message>
  idle: () => Promise<void>
  now: (id: string) => Promise<Message>
}

async function linked(answer: RequestListener = pages, options: WorldOptions = {}): Promise<Linked> {
  const site = await webSite(answer)
  const settings = { ALLOWED_ORIGINS: `http://kith.example:${site.port}`, ...options.settings }
  const place = await world({ outside: outsideOf(site), ...options, settings })
  const { alice, bob } = place
  const { id: conversationId } = await alice.create({ kind: 'group', title: 'Pier', memberIds: [bob.user.id] })
  const idle = (): Promise<void> => place.app.ctx.background.idle()
  const now = async (id: string): Promise<Message> => {
    const { items } = await alice.call(page, { conversationId, limit: 100 })
    const found = items.find((one) => one.id === id)
    if (found === undefined) throw new Error('the message is not there')
    return found
  }
  const says = async (who: Person, body: string): Promise<Message> => {
    const message = await who.call('POST /api/conversations/:conversationId/messages', {
      conversationId,
      body,
      clientId: crypto.randomUUID(),
    })
    await idle()
    return now(message.id)
  }
  return { ...place, site, conversationId, at: (path) => `http://pier.example:${site.port}${path}`, says, idle, now }
}

test('what lies behind a link comes after the message, to everybody, with a picture that we made and serve', async () => {
  const here = await linked()
  const { alice, bob, conversationId, at } = here
  await bob.open(conversationId)
  const { sent } = alice.send(conversationId, `look: [boats](${at('/boats#oars')}).`)
  expect((await sent).previews).toEqual([])
  await bob.until(({ timelines }) => (timelines.get(conversationId)?.items.at(-1)?.previews.length ?? 0) > 0)
  const [preview] = bob.state.timelines.get(conversationId)?.items.at(-1)?.previews ?? []
  expect(preview).toMatchObject({
    url: at('/boats'),
    title: 'Boats & oars',
    description: 'All about <b>boats</b>',
    siteName: 'The Pier',
    image: { width: 720, height: 378 },
  })
  expect((await here.now((await sent).id)).previews).toEqual([preview])
  const { messages } = await bob.call(changes, { conversationId, since: (await sent).rev })
  expect(messages.map(({ previews }) => previews)).toEqual([[preview]])
  const path = preview?.image?.url ?? ''
  expect(path).toMatch(/^\/api\/previews\/[\w-]{22}$/)
  const reply = await here.raw(path, { headers: { cookie: here.stranger.api.cookies() } })
  expect(reply.headers.get('content-type')).toBe('image/webp')
  expect(reply.headers.get('content-security-policy')).toContain('sandbox')
  const bytes = Buffer.from(await reply.arrayBuffer())
  expect((await sharp(bytes).metadata()).width).toBe(720)
  expect(bytes.includes('secret of the camera')).toBe(false)
  expect((await here.raw(path)).status).toBe(401)
  const cookie = alice.api.cookies()
  expect((await here.raw('/api/previews/aaaaaaaaaaaaaaaaaaaaaa', { headers: { cookie } })).status).toBe(404)
})

test('the first three links are shown, each once, in their order, none in code and none to this place', async () => {
  const here = await linked()
  const { at, alice } = here
  const own = at('/p/own').replace('pier', 'kith')
  const body = `\`${at('/p/code')}\` ${own} ${at('/p/1')} ${at('/gone')}, <${at('/p/2')}> ${at('/p/1')} (${at('/p/3')})`
  const { previews } = await here.says(alice, body)
  expect(previews.map(({ title }) => title)).toEqual(['/p/1', '/p/2'])
  expect(previews[0]).toMatchObject({ siteName: 'pier.example', description: '', image: null })
  expect(here.site.requests).toHaveLength(3)
  expect(new Set(here.site.requests.map(({ url }) => url))).toEqual(new Set(['/gone', '/p/1', '/p/2']))
  expect((await here.says(alice, `\`\`\`\n${at('/p/9')}\n\`\`\``)).previews).toEqual([])
  expect(here.site.requests).toHaveLength(3)
})

test('a page is fetched once a day, what failed is not tried again for an hour', async () => {
  let ahead = 0
  const here = await linked(pages, { now: () => Date.now() + ahead })
  const { alice, bob, at, site } = here
  const first = await here.says(alice, at('/p/1'))
  const second = await here.says(bob, at('/p/1'))
  expect(second.previews).toEqual(first.previews)
  await here.says(alice, at('/gone'))
  await here.says(bob, at('/gone'))
  expect(site.requests.map(({ url }) => url)).toEqual(['/p/1', '/gone'])
  ahead = hour + 1
  await here.says(alice, `${at('/gone')} ${at('/p/1')}`)
  expect(site.requests).toHaveLength(3)
  ahead = 24 * hour + 1
  await here.says(alice, at('/p/1'))
  expect(site.requests).toHaveLength(4)
  expect((await here.now(first.id)).rev).toBe(first.rev)
})

test('an edit keeps the previews of the links that stay, drops the others and looks behind new ones', async () => {
  const here = await linked()
  const { alice, at } = here
  const { id, rev } = await here.says(alice, `${at('/p/1')} ${at('/p/2')}`)
  const edited = await alice.edit(id, `${at('/p/3')} and ${at('/p/2')}`)
  expect(edited.previews.map(({ title }) => title)).toEqual(['/p/2'])
  await here.idle()
  const then = await here.now(id)
  expect(then.previews.map(({ title }) => title)).toEqual(['/p/3', '/p/2'])
  expect(then.rev).toBe(rev + 2)
  expect((await alice.edit(id, 'no links at all')).previews).toEqual([])
})

test('a deleted message keeps no preview, and one that is deleted while we look gets none', async () => {
  const gate = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  const here = await linked((request, reply) => {
    asked.resolve()
    void gate.promise.then(() => pages(request, reply))
  })
  const { alice, at, conversationId, app } = here
  const { sent } = alice.send(conversationId, at('/p/1'))
  const { id } = await sent
  await asked.promise
  const deleted = await alice.remove(id)
  gate.resolve()
  await here.idle()
  expect(await here.now(id)).toMatchObject({ previews: [], rev: deleted.rev })
  const shown = await here.says(alice, at('/p/1'))
  expect(shown.previews).toHaveLength(1)
  expect((await alice.remove(shown.id)).previews).toEqual([])
  expect(await app.ctx.db.read.selectFrom('message_previews').selectAll().execute()).toEqual([])
})

test('an author or a leader takes previews off for good; nobody else, and nobody from outside', async () => {
  const here = await linked()
  const { alice, bob, stranger, at } = here
  const remove = 'DELETE /api/messages/:messageId/previews'
  const mine = await here.says(alice, at('/p/1'))
  const theirs = await here.says(bob, at('/p/1'))
  await expectProblem(bob.call(remove, { messageId: mine.id }), 'forbidden')
  await expectProblem(stranger.call(remove, { messageId: mine.id }), 'not-found')
  await expectProblem(stranger.call(remove, { messageId: crypto.randomUUID() }), 'not-found')
  await bob.open(here.conversationId)
  const bare = await alice.call(remove, { messageId: theirs.id })
  expect(bare.previews).toEqual([])
  expect(bare.rev).toBeGreaterThan(theirs.rev)
  await bob.until(({ timelines }) => timelines.get(here.conversationId)?.items.at(-1)?.previews.length === 0)
  await bob.edit(theirs.id, `still ${at('/p/1')}`)
  await here.idle()
  expect((await here.now(theirs.id)).previews).toEqual([])
  await bob.edit(theirs.id, `now ${at('/p/2')}`)
  await here.idle()
  expect((await here.now(theirs.id)).previews).toHaveLength(1)
})

test('previews that are taken off before they are there do not come', async () => {
  const gate = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  const here = await linked((request, reply) => {
    asked.resolve()
    void gate.promise.then(() => pages(request, reply))
  })
  const { id } = await here.alice.send(here.conversationId, here.at('/p/1')).sent
  await asked.promise
  await here.alice.call('DELETE /api/messages/:messageId/previews', { messageId: id })
  gate.resolve()
  await here.idle()
  expect((await here.now(id)).previews).toEqual([])
})

test('where the owner says so nothing is fetched', async () => {
  const here = await linked()
  await here.alice.call('PATCH /api/admin/place', { linkPreviews: false })
  expect((await here.says(here.bob, here.at('/p/1'))).previews).toEqual([])
  expect(here.site.connections()).toBe(0)
  await here.alice.call('PATCH /api/admin/place', { linkPreviews: true })
  expect((await here.says(here.bob, here.at('/p/1'))).previews).toHaveLength(1)
})

test('thirty pages a minute are fetched for one person, and the messages come all the same', async () => {
  const here = await linked(pages, { settings: { RATE_LIMIT_FACTOR: '1' } })
  const bodies = Array.from({ length: 12 }, (_, turn) => [1, 2, 3].map((nth) => here.at(`/p/${turn}-${nth}`)).join(' '))
  const sent: Message[] = []
  for (const body of bodies) sent.push(await here.says(here.alice, body))
  expect(here.site.requests.length).toBeGreaterThanOrEqual(30)
  expect(here.site.requests.length).toBeLessThan(36)
  expect(sent.at(-1)?.previews.length).toBeLessThan(3)
  expect((await here.says(here.bob, here.at('/p/bob'))).previews).toHaveLength(1)
})

test('links to what is near us open no connection, and say nothing of why', async () => {
  const canary = await webSite()
  const outside: Outside = { resolve: async () => ['127.0.0.1'], mayDial: isPublicAddress }
  const here = await linked(pages, { outside })
  const hosts = [...nearHosts, 'localhost.', 'metadata.example']
  for (let at = 0; at < hosts.length; at += 3) {
    const links = hosts.slice(at, at + 3).map((host) => `http://${host}:${canary.port}/`)
    expect((await here.says(here.alice, links.join(' '))).previews, links.join()).toEqual([])
  }
  expect(canary.connections() + here.site.connections()).toBe(0)
}, 60_000)

test('forbidden, refused, broken and slow look the same: the message as it was sent', async () => {
  const here = await linked(({ url }, reply) => {
    if (url === '/broken') reply.destroy()
    else if (url === '/type') reply.writeHead(200, { 'content-type': 'application/json' }).end('{"title":"no"}')
    else if (url === '/empty') reply.writeHead(200, { 'content-type': 'text/html' }).end('')
    else if (url === '/bomb.png') reply.writeHead(200, { 'content-type': 'image/png' }).end('no picture')
    else reply.writeHead(500).end()
  })
  const port = 1
  const plain = await here.says(here.alice, 'no link')
  const moved = plain.rev - plain.seq
  for (const link of [
    'http://10.0.0.1/',
    `http://pier.example:${port}/`,
    'http://nobody.test/',
    ...['/broken', '/type', '/empty', '/bomb.png', '/500'].map((path) => here.at(path)),
  ]) {
    const { previews, rev, seq, editedAt } = await here.says(here.alice, link)
    // Were there anything else to see, the counter would have moved.
    expect({ previews, moved: rev - seq, editedAt }, link).toEqual({ previews: [], moved, editedAt: null })
  }
})

test('the picture of a page is fetched by the same guard', async () => {
  const canary = await webSite(
    (_request, reply) => void reply.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture),
  )
  const here = await linked(({ url }, reply) => {
    const source = decodeURIComponent(url?.slice(1) ?? '')
    reply.writeHead(200, { 'content-type': 'text/html' })
    reply.end(`<title>t</title><meta property="og:image" content="${source}">`)
  })
  const sources = [
    `http://127.0.0.1:${canary.port}/a.jpg`,
    `//[::1]:${canary.port}/a.jpg`,
    `http://pier.example:${canary.port}/a.jpg`,
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
    'javascript:alert(1)',
  ]
  for (const source of sources) {
    const { previews } = await here.says(here.alice, here.at(`/${encodeURIComponent(source)}`))
    expect(
      previews.map(({ title, image }) => ({ title, image })),
      source,
    ).toEqual([{ title: 't', image: null }])
  }
  expect(canary.connections()).toBe(0)
})

test('a link to a picture shows the picture under its name', async () => {
  const here = await linked()
  const { previews } = await here.says(here.alice, here.at('/a/old%20boat.jpg?size=2'))
  expect(previews).toMatchObject([{ title: 'old boat.jpg', siteName: 'pier.example', image: { width: 720 } }])
})

test('what no message shows any more is swept after a day, pictures too', async () => {
  let ahead = 0
  const here = await linked(pages, { now: () => Date.now() + ahead })
  const kept = await here.says(here.alice, here.at('/boats?kept'))
  const gone = await here.says(here.alice, here.at('/a.jpg'))
  await here.alice.remove(gone.id)
  await here.says(here.alice, here.at('/gone'))
  const { sweepPreviews } = await import('../previews/previews.ts')
  const count = async (): Promise<number> =>
    (await here.app.ctx.db.read.selectFrom('link_previews').select('id').execute()).length
  await sweepPreviews(here.app.ctx)
  expect(await count()).toBe(3)
  ahead = 26 * hour
  await sweepPreviews(here.app.ctx)
  expect(await count()).toBe(1)
  expect((await here.now(kept.id)).previews[0]?.image).not.toBeNull()
})

test('whoever erases what they wrote leaves no preview', async () => {
  const here = await linked()
  await here.says(here.bob, here.at('/p/1'))
  await here.bob.call('DELETE /api/me', { erasesMessages: 'true' })
  await here.idle()
  expect(await here.app.ctx.db.read.selectFrom('message_previews').selectAll().execute()).toEqual([])
})
