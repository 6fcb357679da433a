import { endpoints } from '@kith/protocol/registry.ts'
import { expect } from 'vitest'
import { enqueue } from '../jobs/jobs.ts'
import type { Person } from './person.ts'
import type { World } from './world.ts'

/** One of each thing that an address may name, all of them alice's or with her. */
export type Things = Record<string, string>

/** Makes one of everything that stands in an address, so that no call ends early because nothing is there. */
export async function oneOfEach(place: World): Promise<Things> {
  const { alice, bob, carol } = place
  const { id: conversationId } = await alice.call('POST /api/conversations', {
    kind: 'group',
    title: 'Boats',
    memberIds: [bob.user.id],
  })
  const upload = await alice.call('POST /api/uploads', {}, { file: new File(['tides'], 'tides.txt') })
  const message = await bob.call('POST /api/conversations/:conversationId/messages', {
    conversationId,
    clientId: crypto.randomUUID(),
    body: 'low tide at four, @alice',
  })
  await carol.call('POST /api/friends', { userId: alice.user.id })
  const invite = await alice.call('POST /api/invites', {})
  const token = await alice.call('POST /api/auth/tokens', { name: 'bot' })
  const { items } = await alice.call('GET /api/auth/sessions', {})
  const harbour = { name: 'Harbour', memberIds: [bob.user.id], announcesFiles: false }
  const project = await alice.call('POST /api/projects', harbour)
  const { id: projectId } = project
  const file = { file: new File(['tides'], 'tides.txt') }
  const { id: fileId } = await alice.call('POST /api/projects/:projectId/files', { projectId }, file)
  const comment = await alice.call('POST /api/projects/:projectId/files/:fileId/comments', {
    projectId,
    fileId,
    body: 'as of last year',
    clientId: crypto.randomUUID(),
  })
  const clientId = crypto.randomUUID()
  const { id: postId } = await alice.call('POST /api/posts', { caption: 'at #ebb', clientId })
  const said = await bob.call('POST /api/posts/:postId/comments', { postId, body: 'so wide', clientId })
  await alice.call('PUT /api/post-drafts/:draftId', { draftId: clientId, caption: 'at flood' })
  const link = await alice.call('POST /api/projects/:projectId/links', { projectId, role: 'reader' })
  const circle = await alice.call('POST /api/circles', { handle: 'tidal', title: 'Tidal', userIds: [bob.user.id] })
  const copy = await alice.call('POST /api/me/exports', {})
  await place.app.ctx.background.idle()
  const notices = await alice.call('GET /api/notifications', {})
  const things: Things = {
    conversationId,
    messageId: message.id,
    userId: bob.user.id,
    username: 'bob',
    inviteId: invite.id,
    code: invite.code ?? '',
    tokenId: token.id,
    sessionId: items[0]?.id ?? '',
    notificationId: notices.items[0]?.id ?? '',
    circleId: circle.id,
    projectId,
    fileId,
    version: '1',
    commentId: comment.id,
    postId,
    // Comments stand under posts and under files.
    'posts commentId': said.id,
    tag: 'ebb',
    draftId: clientId,
    linkId: link.id,
    linkCode: link.code ?? '',
    exportId: copy.id,
    uploadId: upload.id,
    incomingId: await beginTus(place, alice, projectId),
    rendition: 'original',
    emoji: encodeURIComponent('👍'),
    jobId: await failedJob(place),
    passkeyId: '0190aaaa-0000-7000-8000-000000000001',
    key: 'A'.repeat(22),
    size: '256',
  }
  for (const [name, value] of Object.entries(things)) expect(value, name).not.toBe('')
  return things
}

/** Work that was given up. */
async function failedJob({ alice, app }: World): Promise<string> {
  const { db, now } = app.ctx
  const at = now()
  return db.write(async (tx) => {
    const jobId = await enqueue(tx, 'status-over', { userId: alice.user.id }, { now: at })
    await tx.updateTable('jobs').set({ failed_at: at, last_error: 'no way' }).where('id', '=', jobId).execute()
    return jobId
  })
}

/** Announces a file that is to come in pieces. */
async function beginTus({ raw, url }: World, person: Person, projectId: string): Promise<string> {
  const headers = { cookie: person.api.cookies(), origin: url, 'tus-resumable': '1.0.0', 'upload-length': '5' }
  const metadata = { 'upload-metadata': `filename ${btoa('ebb.txt')}` }
  const path = `/api/projects/${projectId}/uploads`
  const response = await raw(path, { method: 'POST', headers: { ...headers, ...metadata } })
  expect(response.status).toBe(201)
  return response.headers.get('location')?.split('/').at(-1) ?? ''
}

export interface Address {
  /** As the registry has it: `METHOD /path`. */
  endpoint: string
  method: string
  path: string
}

/** Without which these calls would be refused before they did anything. */
export const queryOf: Record<string, string> = {
  'GET /api/users/:username/people': '?kind=followers',
  'GET /api/projects/:projectId/changes': '?since=0',
  'GET /api/posts': '?ids=nothing',
  'GET /api/posts/:postId/comments/changes': '?since=0',
  'GET /api/shared-files': '?ids=nothing',
  'GET /api/me/changes': '?since=0',
  'GET /api/conversations/:conversationId/changes': '?since=0',
  'GET /api/notifications/changes': '?since=0',
  'GET /api/search': '?q=tide',
  'GET /api/conversations/:conversationId/shared': '?kind=files',
}

/** Every endpoint of the registry, at an address where there is something. */
export function everyAddress(things: Things): Address[] {
  return Object.keys(endpoints).map((endpoint) => {
    const [method = '', pattern = ''] = endpoint.split(' ')
    const path = pattern.replaceAll(/:(\w+)/g, (_, name: string) => {
      const thing = things[`${pattern.split('/')[2]} ${name}`] ?? things[name]
      if (thing === undefined) throw new Error(`nothing was made for :${name} of ${endpoint}`)
      return thing
    })
    return { endpoint, method, path }
  })
}
