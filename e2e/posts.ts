import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { Post } from '@kith/protocol/posts.ts'
import type { CallInput } from '@kith/protocol/registry.ts'
import { uploadFile } from '@kith/sdk/upload.ts'
import { photo } from '../scripts/seed/scenes.ts'
import type { SceneName } from '../scripts/seed/scenes.ts'
import type { Inhabitant } from './people.ts'

type Content = Omit<CallInput<'POST /api/posts'>, 'caption' | 'clientId' | 'uploadIds'>

/** Posts something, without a window. */
export async function post(
  { client: { api } }: Inhabitant,
  caption: string,
  scenes: readonly SceneName[] = [],
  content: Content = {},
): Promise<Post> {
  const uploadIds: string[] = []
  for (const scene of scenes) uploadIds.push((await uploadFile(api, await photo(scene, 800, 600), { as: 'photo' })).id)
  return api.call('POST /api/posts', { caption, uploadIds, clientId: randomUUID(), ...content })
}

/** Ten posts of many lines, so that a feed is longer than any window. */
export async function postTen(who: Inhabitant): Promise<void> {
  for (let at = 1; at <= 10; at++) {
    await post(who, `Entry ${at} of the log\n${Array.from({ length: at + 2 }, (_, line) => `line ${line}`).join('\n')}`)
  }
}

/** The post that says this, where a feed shows it. */
export const article = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text })

/** How far below the upper edge of the window a post stands, in pixels. */
export async function topOf(page: Page, text: string): Promise<number> {
  return Math.round((await article(page, text).boundingBox())?.y ?? Number.NaN)
}
