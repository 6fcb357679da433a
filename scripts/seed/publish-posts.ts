import { randomUUID } from 'node:crypto'
import type { Api } from '@kith/sdk/api.ts'
import { uploadFile } from '@kith/sdk/upload.ts'
import { posts } from './posts.ts'
import type { PostPicture, StoryPost } from './posts.ts'
import { photo } from './scenes.ts'

const DAY_MS = 24 * 60 * 60_000
const MINUTE_MS = 60_000
const shapes = { wide: [1_280, 900], tall: [900, 1_180], square: [1_080, 1_080] } as const

interface Neighbour {
  id: string
  api: Api
}

interface Happening {
  at: number
  run: () => Promise<unknown>
}

/** What people post, what is liked of it and said about it, in the story's time. */
export function postings(personOf: (username: string) => Neighbour, now: number): Happening[] {
  return posts.flatMap((post) => {
    const at = Math.round(now - post.daysAgo * DAY_MS)
    const published = { postId: '', lastId: '' }
    const later = (minutes: number): number => Math.min(at + minutes * MINUTE_MS, now - MINUTE_MS)
    return [
      { at, run: async () => void (published.postId = await publish(personOf(post.who).api, post)) },
      ...(post.likedBy ?? '').split(' ').flatMap((who, index) =>
        who === ''
          ? []
          : {
              at: later(6 + index * 9),
              run: () => personOf(who).api.call('PUT /api/posts/:postId/like', { postId: published.postId }),
            },
      ),
      ...(post.comments ?? []).map(([who, said], index) => ({
        at: later(12 + index * 14),
        run: async () => {
          const isAnswer = said.startsWith('> ')
          const { id } = await personOf(who).api.call('POST /api/posts/:postId/comments', {
            postId: published.postId,
            body: isAnswer ? said.slice(2) : said,
            clientId: randomUUID(),
            ...(isAnswer ? { parentId: published.lastId } : {}),
          })
          published.lastId = id
        },
      })),
    ]
  })
}

async function publish(api: Api, { caption, pictures = [], audience, warning }: StoryPost): Promise<string> {
  const uploadIds: string[] = []
  for (const picture of pictures) uploadIds.push(await bringPicture(api, picture))
  const { id } = await api.call('POST /api/posts', {
    caption,
    uploadIds,
    alts: Object.fromEntries(uploadIds.map((uploadId, index) => [uploadId, pictures[index]?.[2] ?? ''])),
    clientId: randomUUID(),
    ...(audience === undefined ? {} : { audience }),
    ...(warning === undefined ? {} : { warning }),
  })
  return id
}

async function bringPicture(api: Api, [scene, shape]: PostPicture): Promise<string> {
  const [width, height] = shapes[shape]
  return (await uploadFile(api, await photo(scene, width, height), { as: 'photo' })).id
}
