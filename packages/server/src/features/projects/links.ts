import { randomBytes, randomUUIDv7 } from 'node:crypto'
import { limits } from '@kith/protocol/limits.ts'
import type { Project, ProjectLink } from '@kith/protocol/projects.ts'
import type { CallParsed, CallReply } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Database } from '../../database/database.ts'
import { networkOf } from '../../limiter.ts'
import { Problem } from '../../problem.ts'
import { seal, unseal } from '../../secrets.ts'
import { toTimestamp, toTimestampOrNull } from '../../timestamp.ts'
import { hashOf } from '../accounts/accounts.ts'
import { projectTaking, takeProjectRevs } from '../project-access/project-access.ts'
import { cardsOf } from '../users/users.ts'
import { deleteLink, insertLink, linkByHash, linksOf, takeLinkUse } from './link-rows.ts'
import type { LinkRow } from './link-rows.ts'
import { joinAs, ownedProject } from './people.ts'
import { personOf, wasTakenOut } from './people-rows.ts'
import { projectById } from './project-rows.ts'
import type { ProjectRow } from './project-rows.ts'
import { cardOf, projectOf } from './project-view.ts'

const CODE_BYTES = 24
const PURPOSE = 'project-link'

/** The links that hold, newest first. @throws Problem `not-found`, `forbidden` */
export async function listLinks(ctx: AppContext, caller: Caller, projectId: string): Promise<{ items: ProjectLink[] }> {
  await ownedProject(ctx, caller, projectId)
  const rows = await linksOf(ctx.db.read, projectId, ctx.now(), limits.projectLinksMax)
  return { items: await asLinks(ctx, rows) }
}

/** Makes a link that lets people of this place in. @throws Problem `not-found`, `forbidden`, `validation-failed` */
export async function createLink(
  ctx: AppContext,
  caller: Caller,
  input: CallParsed<'POST /api/projects/:projectId/links'>,
): Promise<ProjectLink> {
  const now = ctx.now()
  const expiresAt = input.expiresAt === null ? null : Date.parse(input.expiresAt)
  if (expiresAt !== null && expiresAt <= now) throw fault('expiresAt', 'too_small', 'has passed already')
  const code = randomBytes(CODE_BYTES).toString('base64url')
  const row: LinkRow = {
    id: randomUUIDv7(),
    project_id: input.projectId,
    code_hash: hashOf(code),
    code_sealed: seal(ctx.config.SESSION_SECRET, PURPOSE, code),
    role: input.role,
    created_by: caller.userId,
    created_at: now,
    expires_at: expiresAt,
    uses: 0,
    uses_max: input.usesMax,
  }
  await ctx.db.write(async (tx) => {
    await projectTaking(tx, caller.userId, input.projectId, { revs: 0, action: 'manage-people', now })
    if ((await linksOf(tx, input.projectId, now, limits.projectLinksMax)).length === limits.projectLinksMax) {
      throw fault('projectId', 'too_big', `a project has at most ${limits.projectLinksMax} links`)
    }
    await insertLink(tx, row)
  })
  const [made] = await asLinks(ctx, [row])
  if (made === undefined) throw new Error('a link has no form')
  return made
}

/** @throws Problem `not-found`, `forbidden` */
export async function endLink(
  ctx: AppContext,
  caller: Caller,
  { projectId, linkId }: { projectId: string; linkId: string },
): Promise<void> {
  await ctx.db.write(async (tx) => {
    await projectTaking(tx, caller.userId, projectId, { revs: 0, action: 'manage-people', now: ctx.now() })
    if (!(await deleteLink(tx, projectId, linkId))) throw new Problem('not-found')
  })
}

/** Where a link leads. Ended, expired, used up or made up: all are answered alike. @throws Problem `not-found`, `rate-limited` */
export async function describeLink(
  ctx: AppContext,
  caller: Caller,
  code: string,
): Promise<CallReply<'GET /api/project-links/:linkCode'>> {
  const { link, project } = await refuseUnknownLink(ctx, caller, code)
  const inviter = (await cardsOf(ctx.db.read, [link.created_by])).get(link.created_by)
  if (inviter === undefined) throw new Problem('not-found')
  const isMember = (await personOf(ctx.db.read, project.id, caller.userId)) !== undefined
  return { project: cardOf(project, isMember), role: link.role, inviter }
}

/** Joins by a link; who is in it already stays as they are, and uses nothing up. @throws Problem `not-found`, `rate-limited` */
export async function joinByLink(ctx: AppContext, caller: Caller, code: string): Promise<Project> {
  const { project: known } = await refuseUnknownLink(ctx, caller, code)
  const now = ctx.now()
  const tell = await ctx.db.write(async (tx) => {
    if (!(await takeProjectRevs(tx, known.id, 0, now))) throw new Problem('not-found')
    if ((await personOf(tx, known.id, caller.userId)) !== undefined) return () => undefined
    const found = await leadingTo(tx, code, now)
    if (found === undefined || !(await takeLinkUse(tx, found.link.id, now))) throw new Problem('not-found')
    if (await wasTakenOut(tx, known.id, caller.userId)) throw new Problem('not-found')
    return joinAs(ctx, tx, found.project, { userId: caller.userId, role: found.link.role })
  })
  tell()
  return projectOf(ctx, ctx.db.read, caller.userId, known.id)
}

/** Wrong codes are counted by network. */
async function refuseUnknownLink(ctx: AppContext, caller: Caller, code: string): Promise<Leading> {
  const network = networkOf(caller.address)
  ctx.limiter.check('invite-unknown', network)
  const found = await leadingTo(ctx.db.read, code, ctx.now())
  if (found !== undefined) return found
  ctx.limiter.take('invite-unknown', network)
  throw new Problem('not-found')
}

interface Leading {
  link: LinkRow
  project: ProjectRow
}

/** A link holds as long as who made it owns the project, which is open to be written in. */
async function leadingTo(db: Database['read'], code: string, now: number): Promise<Leading | undefined> {
  const link = await linkByHash(db, hashOf(code), now)
  if (link === undefined) return undefined
  const project = await projectById(db, link.project_id)
  const maker = await personOf(db, link.project_id, link.created_by)
  if (project === undefined || maker?.role !== 'owner' || project.delete_at !== null) return undefined
  return { link, project }
}

async function asLinks(ctx: AppContext, rows: readonly LinkRow[]): Promise<ProjectLink[]> {
  const cards = await cardsOf(
    ctx.db.read,
    rows.map((row) => row.created_by),
  )
  return rows.flatMap((row) => {
    const createdBy = cards.get(row.created_by)
    if (createdBy === undefined) return []
    return {
      id: row.id,
      code: unseal(ctx.config.SESSION_SECRET, PURPOSE, row.code_sealed),
      role: row.role,
      createdBy,
      createdAt: toTimestamp(row.created_at),
      expiresAt: toTimestampOrNull(row.expires_at),
      uses: row.uses,
      usesMax: row.uses_max,
    }
  })
}

function fault(path: string, code: string, message: string): Problem {
  return new Problem('validation-failed', { errors: [{ path, code, message }] })
}
