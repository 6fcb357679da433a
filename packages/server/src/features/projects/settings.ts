import { randomBytes } from 'node:crypto'
import type { Project } from '@kith/protocol/projects.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import type { Bytes } from '../../http/route.ts'
import { Problem } from '../../problem.ts'
import { closeConversationsOf, renameMain } from '../conversations/conversations.ts'
import { isReadOnly, noteActivity, projectFor, projectTaking, tellProject } from '../project-access/project-access.ts'
import type { MemberProject } from '../project-access/project-access.ts'
import { coverBy, deleteCovers, insertCover, projectById, updateProject } from './project-rows.ts'
import type { ProjectRow } from './project-rows.ts'
import { projectOf, sharedOf } from './project-view.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** For so long an owner may take back that a project was deleted. */
const DELETES_AFTER_MS = 30 * DAY_MS
const COVER_WIDTH = 1_280
const KEY_BYTES = 16
const YEAR_S = 365 * 24 * 60 * 60

type Change = Parameters<typeof updateProject>[2]
type Action = NonNullable<Parameters<typeof projectTaking>[3]['action']>

/**
 * Changes what a project is called and how it works; what stays the same takes no rev.
 * @throws Problem `not-found`, `forbidden`
 */
export async function changeProject(
  ctx: AppContext,
  caller: Caller,
  { projectId, ...input }: CallParsed<'PATCH /api/projects/:projectId'>,
): Promise<Project> {
  return change(ctx, caller, projectId, 'change', (before) => {
    const wanted: Change = {
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.description === undefined ? {} : { description: input.description }),
      ...(input.color === undefined ? {} : { color: input.color }),
      ...(input.visibility === undefined ? {} : { visibility: input.visibility }),
      ...(input.joinRole === undefined ? {} : { join_role: input.joinRole }),
      ...(input.announcesFiles === undefined ? {} : { announces_files: input.announcesFiles ? 1 : 0 }),
    }
    return different(before, wanted)
  })
}

/** Makes it read-only, its conversations too, or ends that. @throws Problem `not-found`, `forbidden` */
export async function setArchived(
  ctx: AppContext,
  caller: Caller,
  { projectId, isArchived }: CallParsed<'PUT /api/projects/:projectId/archived'>,
): Promise<Project> {
  const now = ctx.now()
  return change(ctx, caller, projectId, 'archive', (before) =>
    (before.archived_at !== null) === isArchived ? {} : { archived_at: isArchived ? now : null },
  )
}

/** It goes in thirty days, and is read-only until then. @throws Problem `not-found`, `forbidden` */
export async function deleteProject(ctx: AppContext, caller: Caller, projectId: string): Promise<Project> {
  const deleteAt = ctx.now() + DELETES_AFTER_MS
  return change(ctx, caller, projectId, 'delete', (before) =>
    before.delete_at === null ? { delete_at: deleteAt } : {},
  )
}

/** Takes back that it was deleted. @throws Problem `not-found`, `forbidden` */
export async function restoreProject(ctx: AppContext, caller: Caller, projectId: string): Promise<Project> {
  return change(ctx, caller, projectId, 'delete', (before) => (before.delete_at === null ? {} : { delete_at: null }))
}

/**
 * Takes the picture at `path` as that of the project, or null for none.
 * @throws Problem `not-found`, `forbidden`, `unsupported-media-type`, `validation-failed` (broken or too big), `busy`
 */
export async function setCover(
  ctx: AppContext,
  caller: Caller,
  { projectId, path }: { projectId: string; path: string | null },
): Promise<Project> {
  // Who may not is told before anything is decoded.
  const before = await projectFor(ctx.db.read, caller.userId, projectId)
  if (before.role !== 'owner') throw new Problem('forbidden')
  if (path !== null) ctx.limiter.take('picture', caller.userId)
  const sha256 = path === null ? null : await keptCover(ctx, path)
  let freed: string[] = []
  const key = sha256 === null ? null : randomBytes(KEY_BYTES).toString('base64url')
  const project = await change(
    ctx,
    caller,
    projectId,
    'change',
    (row) => (row.cover_key === key ? {} : { cover_key: key }),
    async (tx) => {
      freed = await deleteCovers(tx, projectId)
      for (const old of freed) await ctx.media.release(tx, old)
      if (sha256 === null || key === null) return
      await ctx.media.use(tx, sha256)
      await insertCover(tx, { key, project_id: projectId, sha256 })
    },
  )
  await ctx.media.removeUnused(freed)
  return project
}

async function keptCover(ctx: AppContext, path: string): Promise<string> {
  const shape = { kind: 'within', sizes: [COVER_WIDTH] } as const
  return ctx.media.pictures.make(path, shape, async ([made]) => {
    if (made === undefined) throw new Error('a picture was made in no size')
    return (await ctx.media.keep(made.path)).sha256
  })
}

/** @throws Problem `not-found`, `gone` when the disk lost it */
export async function cover(ctx: AppContext, key: string): Promise<Bytes> {
  const row = await coverBy(ctx.db.read, key)
  const sizeBytes = row === undefined ? null : await ctx.media.sizeOf(row.sha256)
  if (row === undefined || sizeBytes === null) throw new Problem('not-found')
  const { sha256 } = row
  return {
    sizeBytes,
    mediaType: 'image/webp',
    etag: sha256.slice(0, 32),
    keepSeconds: YEAR_S,
    open: (range) => ctx.media.open({ sha256, sizeBytes }, range),
  }
}

/** `also` is done in the same transaction, where there is a change. */
async function change(
  ctx: AppContext,
  caller: Caller,
  projectId: string,
  action: Action,
  changeOf: (before: MemberProject) => Change,
  also?: (tx: Tx) => Promise<void>,
): Promise<Project> {
  const now = ctx.now()
  const tell = await ctx.db.write(async (tx) => {
    const before = await projectTaking(tx, caller.userId, projectId, { revs: 0, action, now })
    const wanted = changeOf(before)
    if (Object.keys(wanted).length === 0) return () => undefined
    const { head: rev } = await projectTaking(tx, caller.userId, projectId, { revs: 1, action, now })
    await also?.(tx)
    await updateProject(tx, projectId, { ...wanted, rev })
    await noteActivity(tx, {
      project_id: projectId,
      rev,
      actor_id: caller.userId,
      kind: 'project-changed',
      at: now,
      detail: detailOf(before, wanted),
    })
    const after = await projectById(tx, projectId)
    if (after === undefined) throw new Error('a project is gone while it is locked')
    const told = [
      wanted.name === undefined
        ? () => undefined
        : await renameMain(ctx, tx, before.conversation_id, { actorId: caller.userId, title: wanted.name }),
      isReadOnly(before) === isReadOnly(after)
        ? () => undefined
        : await closeConversationsOf(ctx, tx, projectId, isReadOnly(after)),
    ]
    return () => {
      tellProject(ctx, before, 'project_changed', { projectId, rev, project: sharedOf(ctx, after) })
      for (const each of told) each()
    }
  })
  tell()
  return projectOf(ctx, ctx.db.read, caller.userId, projectId)
}

/** What is to be said beside it: the name from before, or which fields. */
function detailOf(before: ProjectRow, wanted: Change): string {
  if (wanted.name !== undefined) return before.name
  if (wanted.archived_at !== undefined) return wanted.archived_at === null ? 'reopened' : 'archived'
  if (wanted.delete_at !== undefined) return wanted.delete_at === null ? 'kept' : 'deleted'
  return Object.keys(wanted).join(' ')
}

/** Only what really changes: saying the same again takes no rev. */
function different(before: ProjectRow, wanted: Change): Change {
  const known: Change = before
  return Object.fromEntries(Object.entries(wanted).filter(([field, value]) => known[field as keyof Change] !== value))
}
