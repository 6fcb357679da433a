import { endpoints } from '@kith/protocol/registry.ts'
import type { ProjectRole } from '@kith/protocol/projects.ts'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

/*
 * Everything that can be asked of a project, by everybody there is: whoever is not in it finds exactly what they would
 * find if there were none, whoever may not is told so, and the least of those who may does it. What is not in the table
 * fails.
 */

type Rule = { least: ProjectRole; send?: object; form?: true; tus?: Record<string, string>; answers?: number }

const tus = { 'tus-resumable': '1.0.0' }
const piece = { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }

/** By endpoint: the role that suffices, and what it is sent. */
const rules: Record<string, Rule> = {
  'GET /api/projects/:projectId': { least: 'reader' },
  'PATCH /api/projects/:projectId': { least: 'owner', send: { name: 'Jetty' } },
  'PUT /api/projects/:projectId/cover': { least: 'owner', form: true, answers: 415 },
  'DELETE /api/projects/:projectId/cover': { least: 'owner' },
  'PUT /api/projects/:projectId/archived': { least: 'owner', send: { isArchived: true } },
  'DELETE /api/projects/:projectId': { least: 'owner' },
  'POST /api/projects/:projectId/restore': { least: 'owner', send: {} },
  'PUT /api/projects/:projectId/seen': { least: 'reader', send: { rev: 1 } },
  'POST /api/projects/:projectId/join': { least: 'reader', send: {} },
  'GET /api/projects/:projectId/members': { least: 'reader' },
  'POST /api/projects/:projectId/members': { least: 'owner', send: { userIds: ['SELF'] } },
  'PATCH /api/projects/:projectId/members/:userId': { least: 'owner', send: { role: 'editor' } },
  'DELETE /api/projects/:projectId/members/:userId': { least: 'owner' },
  'GET /api/projects/:projectId/conversations': { least: 'reader' },
  'GET /api/projects/:projectId/links': { least: 'owner' },
  'POST /api/projects/:projectId/links': { least: 'owner', send: { role: 'reader' } },
  'DELETE /api/projects/:projectId/links/:linkId': { least: 'owner' },
  'GET /api/projects/:projectId/requests': { least: 'owner' },
  'PUT /api/projects/:projectId/requests/:userId': { least: 'owner', send: { role: null }, answers: 404 },
  'GET /api/projects/:projectId/activity': { least: 'reader' },
  'GET /api/projects/:projectId/changes': { least: 'reader' },
  'GET /api/projects/:projectId/files': { least: 'reader' },
  'POST /api/projects/:projectId/files': { least: 'editor', form: true },
  'POST /api/projects/:projectId/folders': { least: 'editor', send: { name: 'Plans' } },
  'GET /api/projects/:projectId/files/:fileId': { least: 'reader' },
  'PATCH /api/projects/:projectId/files/:fileId': { least: 'editor', send: { name: 'ebb.txt' } },
  'POST /api/projects/:projectId/files/move': { least: 'editor', send: { ids: ['FILE'], parentId: null } },
  'POST /api/projects/:projectId/files/trash': { least: 'editor', send: { ids: ['FILE'] } },
  // Nothing is in the trash.
  'POST /api/projects/:projectId/files/restore': { least: 'editor', send: { ids: ['FILE'] }, answers: 404 },
  'POST /api/projects/:projectId/files/purge': { least: 'owner', send: {} },
  'GET /api/projects/:projectId/files/:fileId/versions': { least: 'reader' },
  'POST /api/projects/:projectId/files/:fileId/versions/:version/restore': { least: 'editor', send: {} },
  'GET /api/projects/:projectId/files/:fileId/versions/:version/:rendition': { least: 'reader' },
  'GET /api/projects/:projectId/zip': { least: 'reader' },
  'GET /api/projects/:projectId/files/:fileId/shares': { least: 'reader' },
  'GET /api/projects/:projectId/files/:fileId/comments': { least: 'reader' },
  'POST /api/projects/:projectId/files/:fileId/comments': {
    least: 'commenter',
    send: { body: 'as of last year', clientId: '5c1fbb0c-6b2c-4c7e-8a57-3f0f4a0f9a11' },
  },
  'PATCH /api/projects/:projectId/files/:fileId/comments/:commentId': { least: 'owner', send: { body: 'this year' } },
  'DELETE /api/projects/:projectId/files/:fileId/comments/:commentId': { least: 'owner' },
  'PUT /api/projects/:projectId/files/:fileId/comments/:commentId/resolved': {
    least: 'commenter',
    send: { isResolved: true },
  },
  'POST /api/projects/:projectId/uploads': {
    least: 'editor',
    tus: { ...tus, 'upload-length': '5', 'upload-metadata': `filename ${btoa('flood.txt')}` },
  },
  // Each upload is that of whoever began it: here, of the owner.
  'HEAD /api/projects/:projectId/uploads/:incomingId': { least: 'owner', tus },
  'PATCH /api/projects/:projectId/uploads/:incomingId': { least: 'owner', tus: piece },
  'DELETE /api/projects/:projectId/uploads/:incomingId': { least: 'owner', tus },
}

const asked = Object.keys(endpoints).filter((key) => key.includes('/api/projects/:projectId'))
const roles = ['reader', 'commenter', 'editor', 'owner'] as const

test('everything that can be asked of a project is in the table, and nothing else', () => {
  expect(Object.keys(rules).toSorted()).toEqual(asked.toSorted())
})

interface Made {
  projectId: string
  things: Record<string, string>
}

/** `other`: a further reader, to whom things are done. */
type People = Record<(typeof roles)[number] | 'other', Person>

/** A project of its owner, with a file, a comment and an upload of theirs. */
async function made({ alice, raw, url }: World, people: People): Promise<Made> {
  const { id: projectId } = await alice.call('POST /api/projects', { name: 'Harbour', announcesFiles: false })
  const add = (who: Person, role: ProjectRole) =>
    alice.call('POST /api/projects/:projectId/members', { projectId, userIds: [who.user.id], role })
  for (const role of ['editor', 'commenter', 'reader'] as const) await add(people[role], role)
  await add(people.other, 'reader')
  const file = { file: new File(['tides'], 'tides.txt') }
  const { id: fileId } = await alice.call('POST /api/projects/:projectId/files', { projectId }, file)
  const comment = await alice.call('POST /api/projects/:projectId/files/:fileId/comments', {
    projectId,
    fileId,
    body: 'spring tide',
    clientId: crypto.randomUUID(),
  })
  const link = await alice.call('POST /api/projects/:projectId/links', { projectId, role: 'reader' })
  const begun = await raw(`/api/projects/${projectId}/uploads`, {
    method: 'POST',
    headers: {
      ...tus,
      cookie: alice.api.cookies(),
      origin: url,
      'upload-length': '5',
      'upload-metadata': `filename ${btoa('ebb.txt')}`,
    },
  })
  const incomingId = begun.headers.get('location')?.split('/').at(-1) ?? ''
  const things = { fileId, commentId: comment.id, linkId: link.id, version: '1', rendition: 'original', incomingId }
  return { projectId, things: { ...things, userId: people.other.user.id } }
}

async function call(
  { raw, url }: World,
  who: Person | null,
  endpoint: string,
  { projectId, things }: Made,
): Promise<{ status: number; body: string }> {
  const [method = '', pattern = ''] = endpoint.split(' ')
  const path = pattern.replace(':projectId', projectId).replaceAll(/:(\w+)/g, (_, name: string) => things[name] ?? name)
  const query = endpoint === 'GET /api/projects/:projectId/changes' ? '?since=0' : ''
  const rule = rules[endpoint]
  const headers: Record<string, string> = { origin: url, ...rule?.tus }
  if (who !== null) headers['cookie'] = who.api.cookies()
  let body: FormData | string | undefined
  if (rule?.form === true) {
    const form = new FormData()
    form.append('file', new File(['flood'], 'flood.txt'))
    body = form
  } else if (rule?.send !== undefined) {
    headers['content-type'] = 'application/json'
    body = JSON.stringify(rule.send)
      .replaceAll('FILE', things['fileId'] ?? '')
      .replaceAll('SELF', things['userId'] ?? '')
  } else if (method === 'PATCH') {
    body = 'flood'
  }
  const response = await raw(path + query, { method, headers, ...(body === undefined ? {} : { body }) })
  const text = await response.text()
  return { status: response.status, body: text.replace(/"requestId":"[^"]*"/, '') }
}

test('whoever is not in a project finds what they would find if there were none', async () => {
  const place = await world()
  const { alice, bob, carol, stranger } = place
  const [dave, erin] = await Promise.all([place.person('dave'), place.person('erin')])
  const there = await made(place, { owner: alice, editor: bob, commenter: carol, reader: dave, other: erin })
  const { projectId } = there
  await alice.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId: dave.user.id })
  const nowhere = { ...there, projectId: '0190aaaa-0000-7000-8000-000000000001' }
  for (const endpoint of asked) {
    expect((await call(place, null, endpoint, there)).status, `${endpoint} by nobody`).toBe(401)
    for (const [name, who] of Object.entries({ stranger, 'who was taken out': dave })) {
      const found = await call(place, who, endpoint, there)
      expect(found.status, `${endpoint} by ${name}`).toBe(404)
      expect(found, `${endpoint} by ${name}`).toEqual(await call(place, who, endpoint, nowhere))
    }
  }
})

test('each may do what their role says, and is refused all else', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const [dave, erin] = await Promise.all([place.person('dave'), place.person('erin')])
  const people = { owner: alice, editor: bob, commenter: carol, reader: dave, other: erin }
  for (const endpoint of asked) {
    const { least = 'owner', answers } = rules[endpoint] ?? {}
    const there = await made(place, people)
    for (const role of roles.slice(0, roles.indexOf(least))) {
      const { status } = await call(place, people[role], endpoint, there)
      const isForeignUpload = endpoint.includes(':incomingId')
      expect(status, `${endpoint} by ${role}`).toBe(isForeignUpload ? 404 : 403)
    }
    const { status, body } = await call(place, people[least], endpoint, there)
    if (answers === undefined) expect([200, 201, 204], `${endpoint} by ${least}: ${body}`).toContain(status)
    else expect(status, `${endpoint} by ${least}: ${body}`).toBe(answers)
  }
})
