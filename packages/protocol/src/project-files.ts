import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, timestamp } from './ids.ts'
import { limits } from './limits.ts'
import { pageInput, pageOf } from './page.ts'
import { hasAtMost } from './text.ts'
import { userCard } from './users.ts'

/** What the bytes of a file are, and for text also what its name says. */
export const fileKind = z.enum(['image', 'video', 'audio', 'pdf', 'text', 'code', 'markdown', 'csv', 'archive', 'file'])

// Control and direction-changing characters, and what a path is made of.
const unfit = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069/\\]/u

/** The name of a file or folder: for people, never a path. As it is stored: NFC, trimmed. */
export const entryName = z
  .string()
  .refine((value) => hasAtMost(value, limits.entryNameMax), { message: 'is too long', abort: true })
  .refine((value) => value.isWellFormed(), { message: 'is not well-formed Unicode', abort: true })
  .refine((value) => !unfit.test(value), { message: 'contains a character that no name may have' })
  .transform((value) => value.normalize('NFC').trim())
  .refine((value) => value !== '' && value !== '.' && value !== '..', { message: 'is no name' })

/** A file or a folder of a project. */
export const projectEntry = z
  .object({
    id,
    projectId: id,
    /** The folder that it is in; null at the top. */
    parentId: id.nullable(),
    type: z.enum(['file', 'folder']),
    name: z.string(),
    /** In bytes, of the newest version; 0 of a folder. */
    size: z.int(),
    /** Of a folder: null. */
    kind: fileKind.nullable(),
    /** As found in the bytes; empty of a folder. */
    mimeType: z.string(),
    sha256: z.string().nullable(),
    /** The newest, from 1; 0 of a folder. */
    version: z.int(),
    /** In pixels, of pictures that could be read. */
    width: z.int().nullable(),
    height: z.int().nullable(),
    /** Base64: what is shown until the picture is there. */
    thumbhash: z.string().nullable(),
    /** The bytes of the newest version: for people of the project only, always as a download. Null of a folder. */
    url: z.string().nullable(),
    /** Of pictures and whatever else the server could draw: 1,280 pixels at most on the longer side. */
    previewUrl: z.string().nullable(),
    /** 320 pixels at most. */
    thumbnailUrl: z.string().nullable(),
    /** Who brought the newest version, or made the folder. */
    uploadedBy: userCard,
    createdAt: timestamp,
    /** Of the newest version, name or place. */
    changedAt: timestamp,
    changedBy: userCard,
    pinnedAt: timestamp.nullable(),
    /** Set while it is in the trash. */
    trashedAt: timestamp.nullable(),
    /** Whatever was trashed with it: itself, or the folder that it was in. */
    trashId: id.nullable(),
    /** Comments that are not resolved, with their replies. */
    openComments: z.int(),
    rev: z.int(),
    /** Gone for good. */
    isGone: z.boolean(),
  })
  .meta({ id: 'ProjectEntry' })

export const fileVersion = z
  .object({
    fileId: id,
    number: z.int(),
    size: z.int(),
    kind: fileKind,
    mimeType: z.string(),
    sha256: z.string(),
    url: z.string(),
    previewUrl: z.string().nullable(),
    thumbnailUrl: z.string().nullable(),
    uploadedBy: userCard,
    uploadedAt: timestamp,
    /** The version whose bytes these are again. */
    restoredFrom: z.int().nullable(),
  })
  .meta({ id: 'FileVersion' })

const known = ['unauthenticated', 'not-found'] as const
const changing = ['unauthenticated', 'not-found', 'forbidden', 'not-durable'] as const
const parentId = id.nullable().default(null)
const ids = z.array(id).min(1).max(limits.entriesAtOnce)
const many = z.object({ items: z.array(projectEntry) })

export const projectFileEndpoints = {
  'GET /api/projects/:projectId/files': endpoint({
    summary: 'What is in a folder, or at the top; folders first',
    session: 'required',
    input: z.strictObject({
      projectId: id,
      ...pageInput,
      /** Longer than those of other lists: a name may be part of it. */
      cursor: z.string().min(1).max(2_000).optional(),
      parentId: id.optional(),
      sort: z.enum(['name', 'size', 'changed', 'kind']).default('name'),
      order: z.enum(['up', 'down']).default('up'),
      /** `trash`: what was put there, newest first, in whatever folder it was. `pinned`: wherever it lies. */
      of: z.enum(['folder', 'trash', 'pinned']).default('folder'),
      /** Only those whose name has this in it, in the folder and in all that are in it. */
      q: z.string().max(100).optional(),
    }),
    replies: { 200: pageOf(projectEntry).extend({ head: z.int() }) },
    problems: known,
  }),
  'POST /api/projects/:projectId/files': endpoint({
    summary: 'Bring a file in one piece; the same name again is the next version',
    session: 'required',
    input: z.strictObject({ projectId: id, parentId: id.optional() }),
    file: { cap: 'project' },
    replies: { 201: projectEntry },
    problems: [...changing, 'quota-exceeded'],
  }),
  'POST /api/projects/:projectId/folders': endpoint({
    summary: 'Make a folder; one that has the name already: 200, that one',
    session: 'required',
    input: z.strictObject({ projectId: id, parentId, name: entryName }),
    replies: { 201: projectEntry, 200: projectEntry },
    problems: [...changing, 'name-taken'],
  }),
  'GET /api/projects/:projectId/files/:fileId': endpoint({
    summary: 'One file or folder, with the folders that it is in, outermost first',
    session: 'required',
    input: z.strictObject({ projectId: id, fileId: id }),
    replies: { 200: z.object({ entry: projectEntry, path: z.array(z.object({ id, name: z.string() })) }) },
    problems: known,
  }),
  'PATCH /api/projects/:projectId/files/:fileId': endpoint({
    summary: 'Give another name, or pin',
    session: 'required',
    input: z.strictObject({
      projectId: id,
      fileId: id,
      name: entryName.optional(),
      isPinned: z.boolean().optional(),
    }),
    replies: { 200: projectEntry },
    problems: [...changing, 'name-taken'],
  }),
  'POST /api/projects/:projectId/files/move': endpoint({
    summary: 'Move some into another folder, or to the top; a name that stands there already gets a number',
    session: 'required',
    input: z.strictObject({ projectId: id, ids, parentId: id.nullable() }),
    replies: { 200: many },
    problems: changing,
  }),
  'POST /api/projects/:projectId/files/trash': endpoint({
    summary: 'Put some into the trash with all that is in them; it is emptied after thirty days',
    session: 'required',
    input: z.strictObject({ projectId: id, ids }),
    replies: { 200: many },
    problems: changing,
  }),
  'POST /api/projects/:projectId/files/restore': endpoint({
    summary: 'Take some out of the trash, to where they were or to the top',
    session: 'required',
    input: z.strictObject({ projectId: id, ids }),
    replies: { 200: many },
    problems: changing,
  }),
  'POST /api/projects/:projectId/files/purge': endpoint({
    summary: 'Take some away for good that are in the trash; all of it without `ids` (owners)',
    session: 'required',
    input: z.strictObject({ projectId: id, ids: ids.optional() }),
    /** How many went; of very many, how many are on their way out. */
    replies: { 200: z.object({ count: z.int() }) },
    problems: changing,
  }),
  'GET /api/projects/:projectId/files/:fileId/versions': endpoint({
    summary: 'All versions of a file, newest first',
    session: 'required',
    input: z.strictObject({ projectId: id, fileId: id, ...pageInput }),
    replies: { 200: pageOf(fileVersion) },
    problems: known,
  }),
  'POST /api/projects/:projectId/files/:fileId/versions/:version/restore': endpoint({
    summary: 'Make an old version the newest again, as a version of its own',
    session: 'required',
    input: z.strictObject({ projectId: id, fileId: id, version: z.coerce.number<number | string>().int().min(1) }),
    replies: { 200: projectEntry },
    problems: changing,
  }),
  'GET /api/projects/:projectId/files/:fileId/versions/:version/:rendition': endpoint({
    summary: 'The bytes of a version, or a picture of it',
    session: 'required',
    input: z.strictObject({
      projectId: id,
      fileId: id,
      version: z.coerce.number<number | string>().int().min(1),
      rendition: z.enum(['original', 'view', 'thumbnail']),
    }),
    replies: { 200: 'bytes' },
    problems: [...known, 'gone'],
  }),
  'GET /api/projects/:projectId/zip': endpoint({
    summary: 'Some files and folders as one archive, made while it is sent',
    session: 'required',
    input: z.strictObject({
      projectId: id,
      ids: z
        .string()
        .max(limits.entriesAtOnce * 65)
        .transform((text) => text.split(','))
        .pipe(ids)
        .optional(),
    }),
    replies: { 200: 'bytes' },
    problems: [...known, 'gone', 'too-large'],
  }),
}

export type FileKind = z.infer<typeof fileKind>
export type ProjectEntry = z.infer<typeof projectEntry>
export type FileVersion = z.infer<typeof fileVersion>
