import type { Project, ProjectCard, ProjectMember } from '@kith/protocol/projects.ts'
import type { CallParsed, CallReply } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { toTimestamp } from '../../timestamp.ts'
import { projectFor } from '../project-access/project-access.ts'
import { moveSeen, peoplePage } from './people-rows.ts'
import { conversationPage, openProjectPage, ownProjectPage } from './project-rows.ts'
import { asPeople, cardOf, projectOf, projectsOf, tellOwnProject } from './project-view.ts'

interface Page<T> {
  items: T[]
  nextCursor: string | null
}

const listCursor = z.strictObject({ at: z.int(), id: z.string() })
const directoryCursor = z.strictObject({ count: z.int(), id: z.string() })
const peopleCursor = z.strictObject({ rank: z.int(), name: z.string() })
const conversationCursor = z.strictObject({ rank: z.int(), title: z.string(), id: z.string() })

/** The caller's projects, newest activity first. */
export async function listProjects(
  ctx: AppContext,
  caller: Caller,
  { limit, cursor, state }: CallParsed<'GET /api/projects'>,
): Promise<Page<Project>> {
  const after = readCursor(listCursor, cursor)
  const rows = await ownProjectPage(ctx.db.read, caller.userId, { state, limit: limit + 1, cursor: after })
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const ids = rows.slice(0, limit).map(({ id }) => id)
  return {
    items: await projectsOf(ctx, ctx.db.read, caller.userId, ids),
    nextCursor: last === undefined ? null : writeCursor({ at: last.last_activity_at, id: last.id }),
  }
}

/** Open projects, most people first. */
export async function listOpenProjects(
  ctx: AppContext,
  caller: Caller,
  { limit, cursor, q }: CallParsed<'GET /api/projects/directory'>,
): Promise<Page<ProjectCard>> {
  const after = readCursor(directoryCursor, cursor)
  const asked = { needle: q.trim(), limit: limit + 1, cursor: after }
  const rows = await openProjectPage(ctx.db.read, caller.userId, asked)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map((row) => cardOf(row, row.is_member === 1)),
    nextCursor: last === undefined ? null : writeCursor({ count: last.member_count, id: last.id }),
  }
}

/** Its people: by role, then by name. @throws Problem `not-found` */
export async function listPeople(
  ctx: AppContext,
  caller: Caller,
  { projectId, limit, cursor, q }: CallParsed<'GET /api/projects/:projectId/members'>,
): Promise<Page<ProjectMember>> {
  await projectFor(ctx.db.read, caller.userId, projectId)
  const after = readCursor(peopleCursor, cursor)
  const prefix = q.trim().normalize('NFKC').toLowerCase()
  const rows = await peoplePage(ctx.db.read, projectId, { prefix, limit: limit + 1, cursor: after })
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: await asPeople(ctx.db.read, rows.slice(0, limit)),
    nextCursor: last === undefined ? null : writeCursor({ rank: Number(last.rank), name: last.username_key }),
  }
}

/** Its conversations that the caller is in or may join. @throws Problem `not-found` */
export async function listProjectConversations(
  ctx: AppContext,
  caller: Caller,
  { projectId, limit, cursor }: CallParsed<'GET /api/projects/:projectId/conversations'>,
): Promise<CallReply<'GET /api/projects/:projectId/conversations'>> {
  await projectFor(ctx.db.read, caller.userId, projectId)
  const after = readCursor(conversationCursor, cursor)
  const rows = await conversationPage(ctx.db.read, caller.userId, projectId, { limit: limit + 1, cursor: after })
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map((row) => ({
      id: row.id,
      title: row.title ?? '',
      topic: row.topic,
      memberCount: row.member_count,
      isLobby: false,
      isMember: row.is_member === 1,
      isMain: row.is_main === 1,
      isPublic: row.is_public === 1,
      createdAt: toTimestamp(row.created_at),
    })),
    nextCursor:
      last === undefined ? null : writeCursor({ rank: Number(last.rank), title: last.sort_title, id: last.id }),
  }
}

/** Moves forward up to where the caller has seen what changed. @throws Problem `not-found` */
export async function markSeen(
  ctx: AppContext,
  caller: Caller,
  { projectId, rev }: CallParsed<'PUT /api/projects/:projectId/seen'>,
): Promise<{ seenRev: number; unseen: number }> {
  const project = await projectFor(ctx.db.read, caller.userId, projectId)
  await ctx.db.write((tx) => moveSeen(tx, projectId, caller.userId, Math.min(rev, project.head)))
  const { seenRev, unseen } = await projectOf(ctx, ctx.db.read, caller.userId, projectId)
  if (seenRev !== project.seen_rev) tellOwnProject(ctx, caller.userId, projectId)
  return { seenRev, unseen }
}
