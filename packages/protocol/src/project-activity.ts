import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { fileComment } from './file-comments.ts'
import { id, timestamp } from './ids.ts'
import { pageInput, pageOf, queryInt } from './page.ts'
import { projectEntry } from './project-files.ts'
import { project, projectMember } from './projects.ts'
import { userCard } from './users.ts'

export const activityKind = z.enum([
  'project-made',
  'project-changed',
  'member-joined',
  'member-left',
  'member-removed',
  'role-changed',
  'folder-made',
  'file-added',
  'version-added',
  'version-restored',
  'renamed',
  'moved',
  'trashed',
  'restored',
  'purged',
  'commented',
  'resolved',
])

/** Something that was done in a project. What was done to many things at once, or again and again, is one. */
export const projectActivity = z
  .object({
    id,
    kind: activityKind,
    actor: userCard.nullable(),
    /** The file or folder it is about, as it is now; null where it is none, or gone for good. */
    entry: projectEntry.nullable(),
    /** How many things it was done to. */
    count: z.int(),
    /** What is to be said beside it, as a name from before. */
    detail: z.string().nullable(),
    /** Whom it was done to. */
    user: userCard.nullable(),
    at: timestamp,
    rev: z.int(),
  })
  .meta({ id: 'ProjectActivity' })

/** Ordered by rev. Complete up to `upTo`, which is `head` unless there is `more`; ask on from there. */
export const projectChanges = z
  .object({
    project,
    members: z.array(projectMember),
    /** Those that are gone for good have `isGone`. */
    entries: z.array(projectEntry),
    /** Of a file that is gone what was said about it is gone too, and not named. */
    comments: z.array(fileComment),
    head: z.int(),
    upTo: z.int(),
    more: z.boolean(),
    /** More than anybody wants to be told changed at once: whatever is shown of its files is to be loaded anew. */
    isTooMuch: z.boolean(),
  })
  .meta({ id: 'ProjectChanges' })

const known = ['unauthenticated', 'not-found'] as const

export const projectActivityEndpoints = {
  'GET /api/projects/:projectId/activity': endpoint({
    summary: 'What was done in a project, newest first; `since`: only what came after that rev',
    session: 'required',
    input: z.strictObject({ projectId: id, ...pageInput, since: queryInt(0).optional() }),
    replies: { 200: pageOf(projectActivity) },
    problems: known,
  }),
  'GET /api/projects/:projectId/changes': endpoint({
    summary: 'The present state of all that changed after rev `since`, what is gone as tombstones',
    session: 'required',
    input: z.strictObject({ projectId: id, since: queryInt(0), limit: queryInt(1, 500).default(200) }),
    replies: { 200: projectChanges },
    problems: known,
  }),
}

export type ProjectActivity = z.infer<typeof projectActivity>
export type ActivityKind = z.infer<typeof activityKind>
export type ProjectChanges = z.infer<typeof projectChanges>
