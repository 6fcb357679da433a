import { randomUUID } from 'node:crypto'
import type { Api } from '@kith/sdk/api.ts'
import { upload } from '@kith/sdk/upload.ts'
import { bringFile } from './bring-files.ts'
import { fileTalk } from './file-talk.ts'
import type { Remark } from './file-talk.ts'
import { projectFiles } from './project-files.ts'
import { projects } from './projects.ts'
import type { Line, StoryProject } from './projects.ts'
import { photo } from './scenes.ts'

const DAY_MS = 24 * 60 * 60_000
const LOOKED_DAYS_AGO = 3.5

interface Neighbour {
  id: string
  api: Api
}

interface Happening {
  at: number
  run: () => Promise<unknown>
}

/**
 * A project that has begun: where it is talked in, by the titles of its conversations; the main one is ''. Its files by
 * their names, and what was said about each.
 */
interface Begun {
  projectId: string
  talks: Map<string, string>
  files: Map<string, string>
  remarks: Map<string, string[]>
}

/** How projects begin, and what is said in them, in the story's time. */
export function projectHappenings(personOf: (username: string) => Neighbour, now: number): Happening[] {
  return projects.flatMap((project) => {
    const begun: Begun = { projectId: '', talks: new Map(), files: new Map(), remarks: new Map() }
    const at = (daysAgo: number): number => Math.round(now - daysAgo * DAY_MS)
    const say = (title: string, [who, body, daysAgo]: Line): Happening => ({
      at: at(daysAgo),
      run: () =>
        personOf(who).api.call('POST /api/conversations/:conversationId/messages', {
          conversationId: begun.talks.get(title) ?? '',
          body,
          clientId: randomUUID(),
        }),
    })
    const lead = personOf(project.editors.split(' ')[0] ?? '')
    return [
      { at: at(project.daysAgo), run: () => begin(personOf, project, begun) },
      ...(project.lines ?? []).map((line) => say('', line)),
      ...(projectFiles[project.key] ?? []).map((file) => ({
        at: at(file.daysAgo),
        run: async () => {
          const { id, name } = await bringFile(personOf(file.who).api, begun.projectId, file)
          begun.files.set(name, id)
        },
      })),
      ...(fileTalk[project.key] ?? []).map((remark) => ({
        at: at(remark.daysAgo),
        run: () => remarkOn(personOf, begun, remark),
      })),
      ...(project.talks ?? []).flatMap(({ title, members, lines }) => [
        {
          at: at((lines[0]?.[2] ?? 1) + 0.1),
          run: async () => {
            const chosen = members?.split(' ').map((name) => personOf(name).id)
            const { id } = await lead.api.call('POST /api/conversations', {
              kind: chosen === undefined ? 'channel' : 'group',
              title,
              projectId: begun.projectId,
              ...(chosen === undefined ? { isPublic: true } : { memberIds: chosen.filter((one) => one !== lead.id) }),
            })
            begun.talks.set(title, id)
            if (chosen !== undefined) return
            const speakers = new Set(lines.map(([who]) => who))
            for (const who of speakers) {
              await personOf(who).api.call('POST /api/conversations/:conversationId/join', { conversationId: id })
            }
          },
        },
        ...lines.map((line) => say(title, line)),
      ]),
      { at: at(LOOKED_DAYS_AGO), run: () => look(personOf('mara').api, begun) },
      ...(project.isArchived === undefined
        ? []
        : [
            {
              at: at(40),
              run: () =>
                lead.api.call('PUT /api/projects/:projectId/archived', {
                  projectId: begun.projectId,
                  isArchived: true,
                }),
            },
          ]),
    ]
  })
}

async function remarkOn(
  personOf: (username: string) => Neighbour,
  { projectId, files, remarks }: Begun,
  { file, who, body, re, settles }: Remark,
): Promise<void> {
  const fileId = files.get(file) ?? ''
  const before = remarks.get(file) ?? []
  const parentId = re === undefined ? undefined : before[re]
  const { id: commentId } = await personOf(who).api.call('POST /api/projects/:projectId/files/:fileId/comments', {
    projectId,
    fileId,
    body,
    clientId: randomUUID(),
    ...(parentId === undefined ? {} : { parentId }),
  })
  remarks.set(file, [...before, commentId])
  if (settles === undefined || parentId === undefined) return
  const settled = { projectId, fileId, commentId: parentId, isResolved: true }
  await personOf(who).api.call('PUT /api/projects/:projectId/files/:fileId/comments/:commentId/resolved', settled)
}

/** Mara has seen what was there until then, where she is in it. */
async function look(api: Api, { projectId }: Begun): Promise<void> {
  const { items } = await api.call('GET /api/projects', { state: 'all', limit: 100 })
  const own = items.find(({ id }) => id === projectId)
  if (own !== undefined) await api.call('PUT /api/projects/:projectId/seen', { projectId, rev: own.head })
}

async function begin(personOf: (username: string) => Neighbour, project: StoryProject, begun: Begun): Promise<void> {
  const { name, description, color, visibility, editors, commenters, readers, cover } = project
  const [first = '', ...others] = editors.split(' ')
  const { api } = personOf(first)
  const idsOf = (names: readonly string[]): string[] => names.map((each) => personOf(each).id)
  const made = await api.call('POST /api/projects', {
    name,
    description,
    color,
    visibility,
    memberIds: idsOf(others),
    memberRole: 'editor',
  })
  const projectId = made.id
  begun.projectId = projectId
  begun.talks.set('', made.conversationId)
  for (const [role, names] of [
    ['commenter', commenters],
    ['reader', readers],
  ] as const) {
    if (names === undefined) continue
    await api.call('POST /api/projects/:projectId/members', { projectId, userIds: idsOf(names.split(' ')), role })
  }
  if (cover === undefined) return
  await upload(api, 'PUT /api/projects/:projectId/cover', { projectId }, await photo(cover, 1_280, 480))
}
