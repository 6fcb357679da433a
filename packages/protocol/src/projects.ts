import { z } from 'zod'
import { channelCard } from './conversations.ts'
import { endpoint } from './endpoint.ts'
import { id, timestamp } from './ids.ts'
import { limits } from './limits.ts'
import { pageInput, pageOf } from './page.ts'
import { projectColors, projectRoles } from './project-words.ts'
import { longText, requiredLine } from './text.ts'
import { userCard } from './users.ts'

export const projectRole = z.enum(projectRoles)

const sharedFields = {
  id,
  name: z.string(),
  /** Of several lines. */
  description: z.string(),
  color: z.enum(projectColors),
  /** A picture, 1,280 pixels wide at most; for everybody who has its address. */
  coverUrl: z.string().nullable(),
  /** The conversation that everybody of the project is in. */
  conversationId: id,
  /** `open`: in the directory, and anybody may join with `joinRole`. */
  visibility: z.enum(['private', 'open']),
  joinRole: z.enum(['editor', 'commenter', 'reader']),
  /** Whether new files and versions are announced in the main conversation. */
  announcesFiles: z.boolean(),
  memberCount: z.int(),
  fileCount: z.int(),
  /** What its files take up, the same bytes counted once. */
  usedBytes: z.int(),
  quotaBytes: z.int(),
  createdAt: timestamp,
  lastActivityAt: timestamp,
  /** Set while it is read-only. */
  archivedAt: timestamp.nullable(),
  /** Set when it was deleted: until then an owner may take it back. */
  deletesAt: timestamp.nullable(),
  head: z.int().meta({ description: 'The newest rev' }),
}

/** What is the same for every member; sent live to all of them. `rev` is the change that caused it. */
export const projectShared = z.object({ ...sharedFields, rev: z.int() }).meta({ id: 'ProjectShared' })

/** A project as its caller has it. */
export const project = z
  .object({
    ...sharedFields,
    role: projectRole,
    joinedAt: timestamp,
    /** Up to which rev the caller has seen what changed. */
    seenRev: z.int(),
    /** How much has changed since, by others. */
    unseen: z.int().max(limits.unreadMax),
    /** The newest of its people, eight at most. */
    members: z.array(userCard),
  })
  .meta({ id: 'Project' })

export const projectMember = z
  .object({
    user: userCard,
    role: projectRole,
    rev: z.int(),
    joinedAt: timestamp,
    /** Set once they have left or were removed. */
    leftAt: timestamp.nullable(),
  })
  .meta({ id: 'ProjectMember' })

export const projectCard = z
  .object({
    id,
    name: z.string(),
    description: z.string(),
    color: z.enum(projectColors),
    coverUrl: z.string().nullable(),
    memberCount: z.int(),
    fileCount: z.int(),
    joinRole: z.enum(['editor', 'commenter', 'reader']),
    isMember: z.boolean(),
  })
  .meta({ id: 'ProjectCard', description: 'A project as the directory shows it' })

export const projectLink = z
  .object({
    id,
    /** What stands in the link: `/projects/join/<code>`. Null where it cannot be read any more: the server's secret changed. */
    code: z.string().nullable(),
    role: z.enum(['editor', 'commenter', 'reader']),
    createdBy: userCard,
    createdAt: timestamp,
    expiresAt: timestamp.nullable(),
    uses: z.int(),
    /** Null: any number. */
    usesMax: z.int().nullable(),
  })
  .meta({ id: 'ProjectLink' })

const name = requiredLine(limits.projectNameMax)
const description = longText(limits.projectDescriptionMax)
const known = ['unauthenticated', 'not-found'] as const
const changing = ['unauthenticated', 'not-found', 'forbidden', 'not-durable'] as const
const settings = {
  description: description.optional(),
  color: z.enum(projectColors).optional(),
  visibility: z.enum(['private', 'open']).optional(),
  joinRole: z.enum(['editor', 'commenter', 'reader']).optional(),
  announcesFiles: z.boolean().optional(),
}

export const projectEndpoints = {
  'GET /api/projects': endpoint({
    summary: "One's projects, newest activity first; `archived` are those put away",
    session: 'required',
    input: z.strictObject({ ...pageInput, state: z.enum(['active', 'archived', 'all']).default('all') }),
    replies: { 200: pageOf(project) },
    problems: ['unauthenticated'],
  }),
  'POST /api/projects': endpoint({
    summary: 'Start a project, with its main conversation; the same clientId again gives the first one',
    session: 'required',
    input: z.strictObject({
      name,
      ...settings,
      clientId: z.uuid().optional(),
      memberIds: z.array(id).max(limits.projectAddedMax).default([]),
      memberRole: z.enum(['editor', 'commenter', 'reader']).default('editor'),
    }),
    replies: { 201: project, 200: project },
    problems: ['unauthenticated', 'not-found', 'not-accepting', 'client-id-reused', 'not-durable'],
  }),
  'GET /api/projects/directory': endpoint({
    summary: 'Open projects, most people first; q matches any part of name or description',
    session: 'required',
    input: z.strictObject({ ...pageInput, q: z.string().max(100).default('') }),
    replies: { 200: pageOf(projectCard) },
    problems: ['unauthenticated'],
  }),
  'GET /api/projects/:projectId': endpoint({
    summary: 'One project',
    session: 'required',
    input: z.strictObject({ projectId: id }),
    replies: { 200: project },
    problems: known,
  }),
  'PATCH /api/projects/:projectId': endpoint({
    summary: 'Change what it is called and how it works (owners)',
    session: 'required',
    input: z.strictObject({ projectId: id, name: name.optional(), ...settings }),
    replies: { 200: project },
    problems: changing,
  }),
  'PUT /api/projects/:projectId/cover': endpoint({
    summary: 'Give it a picture (owners)',
    session: 'required',
    input: z.strictObject({ projectId: id }),
    file: { cap: 'upload' },
    replies: { 200: project },
    problems: changing,
  }),
  'DELETE /api/projects/:projectId/cover': endpoint({
    summary: 'Take its picture away (owners)',
    session: 'required',
    input: z.strictObject({ projectId: id }),
    replies: { 200: project },
    problems: changing,
  }),
  'GET /api/project-covers/:key': endpoint({
    summary: 'The picture of a project, for everybody who has its address',
    session: 'required',
    input: z.strictObject({ key: id }),
    replies: { 200: 'bytes' },
    problems: [...known, 'gone'],
  }),
  'PUT /api/projects/:projectId/archived': endpoint({
    summary: 'Make it read-only, or end that (owners)',
    session: 'required',
    input: z.strictObject({ projectId: id, isArchived: z.boolean() }),
    replies: { 200: project },
    problems: changing,
  }),
  'DELETE /api/projects/:projectId': endpoint({
    summary: 'Delete it with its files and conversations, thirty days from now (owners)',
    session: 'required',
    input: z.strictObject({ projectId: id }),
    replies: { 200: project },
    problems: changing,
  }),
  'POST /api/projects/:projectId/restore': endpoint({
    summary: 'Take back that it was deleted (owners)',
    session: 'required',
    input: z.strictObject({ projectId: id }),
    replies: { 200: project },
    problems: changing,
  }),
  'PUT /api/projects/:projectId/seen': endpoint({
    summary: 'Have seen what changed up to `rev`; a smaller one changes nothing',
    session: 'required',
    input: z.strictObject({ projectId: id, rev: z.int().min(0) }),
    replies: { 200: z.object({ seenRev: z.int(), unseen: z.int() }) },
    problems: known,
  }),
  'POST /api/projects/:projectId/join': endpoint({
    summary: 'Join an open project; who is in it already stays as they are',
    session: 'required',
    input: z.strictObject({ projectId: id }),
    replies: { 200: project },
    problems: [...known, 'not-durable'],
  }),
  'GET /api/projects/:projectId/members': endpoint({
    summary: 'Its people: owners, editors, commenters, readers, each by name; q is a prefix as in people search',
    session: 'required',
    input: z.strictObject({ projectId: id, ...pageInput, q: z.string().max(100).default('') }),
    replies: { 200: pageOf(projectMember) },
    problems: known,
  }),
  'POST /api/projects/:projectId/members': endpoint({
    summary: 'Add people (owners); who is in it already stays as they are',
    session: 'required',
    input: z.strictObject({
      projectId: id,
      userIds: z.array(id).min(1).max(limits.projectAddedMax),
      role: projectRole.default('editor'),
    }),
    replies: { 200: project },
    problems: [...changing, 'not-accepting'],
  }),
  'PATCH /api/projects/:projectId/members/:userId': endpoint({
    summary: 'Give a role (owners)',
    session: 'required',
    input: z.strictObject({ projectId: id, userId: id, role: projectRole }),
    replies: { 200: projectMember },
    problems: [...changing, 'last-owner'],
  }),
  'DELETE /api/projects/:projectId/members/:userId': endpoint({
    summary: 'Remove someone, or leave (`me` stands for oneself); its conversations are left too',
    session: 'required',
    input: z.strictObject({ projectId: id, userId: id }),
    replies: { 204: null },
    problems: [...changing, 'last-owner'],
  }),
  'GET /api/projects/:projectId/conversations': endpoint({
    summary: 'Its conversations: those one is in and those public to the project, the main one first, then by name',
    session: 'required',
    input: z.strictObject({ projectId: id, ...pageInput }),
    replies: { 200: pageOf(channelCard.extend({ isMain: z.boolean(), isPublic: z.boolean() })) },
    problems: known,
  }),
  'GET /api/projects/:projectId/links': endpoint({
    summary: 'The links that let people in, newest first (owners)',
    session: 'required',
    holdsSecrets: true,
    input: z.strictObject({ projectId: id }),
    replies: { 200: z.object({ items: z.array(projectLink) }) },
    problems: [...known, 'forbidden'],
  }),
  'POST /api/projects/:projectId/links': endpoint({
    summary: 'Make a link that lets people of this place in (owners)',
    session: 'required',
    input: z.strictObject({
      projectId: id,
      role: z.enum(['editor', 'commenter', 'reader']),
      expiresAt: timestamp.nullable().default(null),
      usesMax: z.int().min(1).max(limits.inviteUsesMax).nullable().default(null),
    }),
    replies: { 201: projectLink },
    problems: changing,
  }),
  'DELETE /api/projects/:projectId/links/:linkId': endpoint({
    summary: 'End a link (owners)',
    session: 'required',
    input: z.strictObject({ projectId: id, linkId: id }),
    replies: { 204: null },
    problems: changing,
  }),
  'GET /api/project-links/:linkCode': endpoint({
    summary: 'Where a link leads',
    session: 'required',
    input: z.strictObject({ linkCode: z.string().min(1).max(200) }),
    replies: { 200: z.object({ project: projectCard, role: projectRole, inviter: userCard }) },
    problems: known,
  }),
  'POST /api/project-links/:linkCode/join': endpoint({
    summary: 'Join by a link; who is in it already stays as they are',
    session: 'required',
    input: z.strictObject({ linkCode: z.string().min(1).max(200) }),
    replies: { 200: project },
    problems: [...known, 'not-durable'],
  }),
}

export type Project = z.infer<typeof project>
export type ProjectShared = z.infer<typeof projectShared>
export type ProjectMember = z.infer<typeof projectMember>
export type ProjectCard = z.infer<typeof projectCard>
export type ProjectLink = z.infer<typeof projectLink>
export type ProjectRole = z.infer<typeof projectRole>
