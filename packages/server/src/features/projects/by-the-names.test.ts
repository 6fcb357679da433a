import { io } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import { emptyWorld } from '../../testing/world.ts'

/*
 * A project chat as a program has it that knows nothing of ours but the names of the calls and events: bare HTTP with a
 * cookie, and a socket of the library.
 */

interface Reply {
  status: number
  body: Record<string, unknown>
}

class Program {
  readonly #url: string
  #cookie = ''

  constructor(url: string) {
    this.#url = url
  }

  async call(method: string, path: string, body?: object | FormData): Promise<Reply> {
    const isForm = body instanceof FormData
    const response = await fetch(`${this.#url}/api${path}`, {
      method,
      headers: {
        origin: this.#url,
        ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    })
    const [cookie] = response.headers.getSetCookie()
    if (cookie !== undefined) this.#cookie = cookie.split(';')[0] ?? ''
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) }
  }

  /** Registers; its own id. */
  async register(username: string): Promise<string> {
    const { status, body } = await this.call('POST', '/auth/register', {
      username,
      email: `${username}@example.org`,
      password: 'rain on the boat house',
    })
    expect(status).toBe(201)
    return (body['user'] as { id: string }).id
  }

  socket() {
    const socket = io(this.#url, {
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie: this.#cookie, origin: this.#url },
    })
    onTestFinished(() => void socket.disconnect())
    return {
      socket,
      next: (event: string) =>
        new Promise<Record<string, unknown>>((resolve) => {
          socket.once(event, resolve)
        }),
    }
  }
}

function items(reply: Reply): Record<string, unknown>[] {
  expect(reply.status).toBe(200)
  return reply.body['items'] as Record<string, unknown>[]
}

test('projects, their files and their talk are there by their names', async () => {
  const { url } = await emptyWorld()
  const [ann, ben, eve] = [new Program(url), new Program(url), new Program(url)]
  await ann.register('ann')
  const benId = await ben.register('ben')
  await eve.register('eve')
  expect((await ann.call('GET', '/auth/check')).body).toMatchObject({ authenticated: true, user: { username: 'ann' } })

  const made = await ann.call('POST', '/projects', { name: 'Boat house', description: 'by the lake' })
  expect(made).toMatchObject({ status: 201, body: { name: 'Boat house', description: 'by the lake' } })
  const { id: projectId, conversationId } = made.body
  expect(items(await ann.call('GET', '/projects')).map(({ id }) => id)).toEqual([projectId])
  expect(items(await ben.call('GET', '/projects'))).toEqual([])

  const form = new FormData()
  form.append('file', new File(['oars, sails'], '../../list.txt', { type: 'text/plain' }))
  const file = await ann.call('POST', `/projects/${String(projectId)}/files`, form)
  expect(file).toMatchObject({ status: 201, body: { name: 'list.txt', size: 11, version: 1 } })
  expect(file.body['sha256']).toMatch(/^[0-9a-f]{64}$/)
  const again = new FormData()
  again.append('file', new File(['oars'], 'list.txt'))
  expect((await ann.call('POST', `/projects/${String(projectId)}/files`, again)).body).toMatchObject({
    id: file.body['id'],
    version: 2,
    size: 4,
  })
  expect(items(await ann.call('GET', `/projects/${String(projectId)}/files`))).toMatchObject([
    { name: 'list.txt', version: 2, uploadedBy: { username: 'ann' } },
  ])
  expect((await eve.call('GET', `/projects/${String(projectId)}/files`)).status).toBe(404)
  expect((await eve.call('POST', `/projects/${String(projectId)}/files`, again)).status).toBe(404)

  expect(items(await ann.call('GET', '/conversations/users?q=BE')).map(({ id }) => id)).toEqual([benId])
  expect((await ann.call('POST', '/conversations', { kind: 'group', projectId, memberIds: [benId] })).status).toBe(422)
  await ann.call('POST', `/projects/${String(projectId)}/members`, { userIds: [benId] })
  const side = await ann.call('POST', '/conversations', { kind: 'group', title: 'Oars', projectId, memberIds: [benId] })
  expect(side).toMatchObject({ status: 201, body: { projectId } })

  const { socket, next } = ben.socket()
  const recent = next('recent_messages')
  const status = next('status')
  const joined = await socket.emitWithAck('join', { conversationId })
  expect(joined).toMatchObject({ ok: true })
  expect(await recent).toMatchObject({ conversationId })
  expect(await status).toMatchObject({ user: { username: 'ben' } })
  const heard = next('message')
  const sent = await ann.call('POST', `/conversations/${String(conversationId)}/messages`, {
    body: 'who has the oars?',
    clientId: crypto.randomUUID(),
  })
  expect(sent.status).toBe(201)
  expect(await heard).toMatchObject({ conversationId, body: 'who has the oars?', author: { username: 'ann' } })
  const answer = await socket.emitWithAck('send_message', {
    conversationId,
    body: 'ben has',
    clientId: crypto.randomUUID(),
  })
  expect(answer).toMatchObject({ ok: true, message: { body: 'ben has' } })
  const page = items(await ann.call('GET', `/conversations/${String(conversationId)}/messages`))
  expect(page.filter(({ kind }) => kind === 'text').map(({ body }) => body)).toEqual(['who has the oars?', 'ben has'])
  expect((await eve.call('GET', `/conversations/${String(conversationId)}/messages`)).status).toBe(404)
  expect((await ann.call('POST', '/auth/logout')).status).toBe(204)
  expect((await ann.call('GET', '/projects')).status).toBe(401)
})
