import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { Letterbox, tokenIn } from './testing/letterbox.ts'
import { everyRow } from './testing/tables.ts'
import { codeAt, turnOnTotp } from './testing/totp.ts'
import { emptyWorld, signUp } from './testing/world.ts'
import type { EmptyWorld } from './testing/world.ts'
import { say, socketOf } from './testing/wire.ts'

const json = { 'content-type': 'application/json' }
const password = 'canary-password on a tin roof'
const words = 'canary-words that are for friends alone'
const refusedWords = 'canary-refused words'

/** Makes the database refuse one message, for a reason that no rule knows of. */
async function refuseInDatabase({ app }: EmptyWorld): Promise<void> {
  await app.ctx.db.write(async (tx) => {
    if (app.ctx.db.dialect === 'postgres') {
      await sql`alter table messages add constraint odd check (body not like 'canary-refused%')`.execute(tx)
    } else {
      await sql`create trigger odd before insert on messages when new.body like 'canary-refused%'
        begin select raise(abort, 'odd'); end`.execute(tx)
    }
  })
}

test('no secret and no word that people wrote is in the log, the figures, a refusal, the audit or a job', async () => {
  const log: string[] = []
  const box = await Letterbox.open()
  const place = await emptyWorld({ settings: box.settings, log })
  const { raw, visitor, app } = place
  const refusals: string[] = []
  const canaries = new Map<string, string>([
    ['password', password],
    ['words', words],
    ['refused words', refusedWords],
    // What quotes a part of a text quotes its beginning.
    ['a part of them', 'canary-'],
  ])
  const tell = async (path: string, init: RequestInit): Promise<number> => {
    const response = await raw(path, init)
    const text = await response.text()
    if (!response.ok) refusals.push(text)
    return response.status
  }
  const post = (path: string, body: object, headers: Record<string, string> = {}): Promise<number> =>
    tell(path, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) })

  const mara = visitor()
  await mara.register({ username: 'mara', email: 'mara@example.org', password })
  await mara.start()
  await mara.until(({ connection }) => connection.state === 'online')
  const bob = await signUp(visitor(), 'bob')
  const { lobbyId } = bob
  const session = mara.api.cookies().split('=')[1] ?? ''
  canaries.set('session', session)
  canaries.set('address', tokenIn(await box.letter('mara@example.org', /your address\?/)))
  const { token } = await mara.call('POST /api/auth/tokens', { name: 'bot' })
  canaries.set('token', token)
  const { secret, recoveryCodes } = await turnOnTotp(mara)
  canaries.set('key of the app', secret)
  for (const code of recoveryCodes) canaries.set(`recovery code ${code}`, code)
  const invite = await mara.call('POST /api/invites', {})
  canaries.set('invite', invite.code ?? '')

  // What is right.
  const [first = '', second = ''] = recoveryCodes
  expect(await post('/api/auth/login', { identifier: 'mara', password, code: first })).toBe(200)
  await mara.send(lobbyId, words).sent
  const { id: postId } = await mara.call('POST /api/posts', {
    caption: words,
    warning: words,
    clientId: crypto.randomUUID(),
  })
  await mara.call('PUT /api/post-drafts/:draftId', { draftId: crypto.randomUUID(), caption: words })
  await bob.call('POST /api/posts/:postId/comments', { postId, body: words, clientId: crypto.randomUUID() })
  await bob.call('PUT /api/posts/:postId/like', { postId })
  await visitor().call('POST /api/auth/password/forgot', { identifier: 'mara' })
  const reset = tokenIn(await box.letter('mara@example.org', /new password/))
  canaries.set('reset', reset)
  await bob.call('POST /api/reports', { targetKind: 'user', targetId: mara.user.id, reason: 'spam', note: words })

  // What is wrong, by which what was sent might come back or be written down.
  const origin = Object.values(box.settings).find((setting) => setting.startsWith('http://127')) ?? ''
  const cookie = mara.api.cookies()
  await post('/api/auth/login', { identifier: 'mara', password: `${password}?` })
  await post('/api/auth/login', { identifier: password, password, code: second })
  await post('/api/auth/login', { identifier: 'mara', password, code: `${second}x` })
  await post('/api/auth/login', { identifier: 'mara', password, secret })
  await post('/api/auth/register', { username: password, email: password, password, displayName: [password] })
  await post('/api/auth/register', { username: 'bob', email: 'x@example.org', password })
  await post('/api/auth/password/reset', { token: reset, newPassword: 'short' })
  await post('/api/auth/password/reset', { token: `${reset}x`, newPassword: password })
  await post('/api/auth/password', { currentPassword: password, newPassword: 'password1' }, { cookie, origin })
  await post('/api/auth/totp/confirm', { code: `${codeAt(secret)}x` }, { cookie, origin })
  await post(`/api/conversations/${lobbyId}/messages`, { clientId: words, body: [words] }, { cookie, origin })
  await post(`/api/conversations/${lobbyId}/messages`, { body: words.repeat(1_000) }, { cookie, origin })
  await post(`/api/conversations/${lobbyId}/messages`, { body: words }, { cookie, origin: 'https://evil.example' })
  await post('/api/posts', { clientId: words, caption: [words], warning: words.repeat(100) }, { cookie, origin })
  await post(`/api/posts/${postId}/comments`, { clientId: words, body: words.repeat(1_000) }, { cookie, origin })
  await tell(`/api/posts/${words}`, { headers: { cookie } })
  await tell(`/api/conversations?token=${token}&password=${encodeURIComponent(password)}`, {})
  await tell(`/api/invites/${invite.code ?? ''}x`, {})
  await tell('/api/conversations', { headers: { authorization: `Bearer ${token}x` } })
  await tell('/api/conversations', { headers: { authorization: `Basic ${token}` } })
  await tell('/api/auth/login', { method: 'POST', headers: json, body: `{"password":"${password}",}` })
  await tell('/api/auth/login', { method: 'POST', headers: json, body: `{"password":${password}}` })
  await tell(`/${token}/%ff`, {})
  await tell(`/api/${token}`, { method: 'PUT', headers: { cookie, authorization: `Bearer ${token}` } })
  refusals.push(JSON.stringify(await say(socketOf(mara), 'send_message', { conversationId: lobbyId, body: [words] })))
  refusals.push(JSON.stringify(await say(socketOf(mara), words, words)))

  // And what fails on our side.
  await refuseInDatabase(place)
  const clientId = crypto.randomUUID()
  const broken = { clientId, body: refusedWords }
  expect(await post(`/api/conversations/${lobbyId}/messages`, broken, { cookie, origin })).toBe(500)
  const bySocket = await say(socketOf(mara), 'send_message', { conversationId: lobbyId, ...broken })
  expect(bySocket.problem?.code).toBe('internal')
  refusals.push(JSON.stringify(bySocket))

  await app.ctx.background.idle()
  const tables = await everyRow(place)
  const places: Record<string, string> = {
    log: log.join('\n'),
    figures: await (await raw('/metrics')).text(),
    refusals: refusals.join('\n'),
    audit: JSON.stringify(tables.get('audit')),
    jobs: JSON.stringify(tables.get('jobs')),
  }
  // All of it was looked at: there is a log with the failures, there are refusals and an audit.
  expect(log.filter((line) => line.includes('"level":50')).length).toBeGreaterThanOrEqual(2)
  expect(refusals.length).toBeGreaterThan(20)
  expect(tables.get('audit')?.length).toBeGreaterThan(5)
  const found = Object.entries(places).flatMap(([where, text]) =>
    [...canaries].filter(([, canary]) => text.includes(canary)).map(([what]) => `${what} in ${where}`),
  )
  expect(found).toEqual([])
})
