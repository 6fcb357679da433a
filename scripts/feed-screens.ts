import type { Page } from '@playwright/test'
import { photo } from './seed/scenes.ts'

export interface Screen {
  name: string
  isOutside?: true
  show: (page: Page, isPhone: boolean) => Promise<unknown>
}

/** What shows posts: feeds, a post, making one and talking about it. `at`: where the demo is. */
export function feedScreens(at: () => string): Screen[] {
  const openFeed = async (page: Page, path: string): Promise<void> => {
    await page.goto(at() + path)
    await page.getByRole('feed').getByRole('article').first().waitFor()
  }

  const beginPost = async (page: Page): Promise<void> => {
    await openFeed(page, '/feed')
    await page.getByRole('button', { name: 'New post' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'New post' })
    await dialog.getByRole('textbox', { name: 'Caption' }).waitFor()
    // What an earlier picture of this screen left behind.
    const anew = dialog.getByRole('button', { name: 'Begin another' })
    if (await anew.isVisible()) await anew.click()
    const scenes = ['harbour', 'garden', 'woods', 'evening', 'snow', 'meadow'] as const
    const photos = await Promise.all(scenes.map((scene) => photo(scene, 1_000, 800)))
    const files = photos.map(async (file, index) => ({
      name: `${index}.jpg`,
      mimeType: file.type,
      buffer: Buffer.from(await file.arrayBuffer()),
    }))
    await dialog.locator('input[type=file]').setInputFiles(await Promise.all(files))
    await dialog
      .getByRole('textbox', { name: 'Caption' })
      .fill('Six o’clock at the **harbour**, before anybody was up. @juno, you were right. #harbour')
    await dialog.getByRole('button', { name: 'Post', exact: true }).waitFor()
  }

  const openPost = async (page: Page): Promise<void> => {
    await openFeed(page, '/tags/seeds')
    const talk = page.getByRole('link', { name: /comments?$/ })
    await talk.first().click()
    await page.getByRole('list', { name: 'Comments' }).waitFor()
  }

  return [
    { name: 'feed', show: (page) => openFeed(page, '/feed') },
    { name: 'feed-everyone', show: (page) => openFeed(page, '/feed?show=everyone') },
    {
      name: 'feed-down',
      show: async (page) => {
        await openFeed(page, '/feed')
        const long = page.getByRole('article').filter({ hasText: 'Walked the whole wall' })
        for (let tries = 0; tries < 40 && !(await long.isVisible()); tries++) {
          await page.getByRole('main').evaluate((main) => main.scrollBy(0, 500))
          await page.waitForTimeout(50)
        }
        await long.scrollIntoViewIfNeeded()
      },
    },
    {
      name: 'post',
      show: async (page) => {
        await page.goto(`${at()}/people/mara`)
        await page.getByRole('region', { name: 'Posts' }).getByRole('link').first().click()
        await page.getByRole('heading', { name: 'Post' }).waitFor()
        await page.getByText('Who may spill the first wine?').waitFor()
      },
    },
    { name: 'posting', show: (page) => beginPost(page) },
    {
      name: 'posting-empty',
      show: async (page) => {
        await openFeed(page, '/feed')
        await page.getByRole('button', { name: 'New post' }).first().click()
        await page.getByRole('dialog', { name: 'New post' }).getByRole('textbox', { name: 'Caption' }).waitFor()
      },
    },
    {
      name: 'posting-crop',
      show: async (page) => {
        await beginPost(page)
        await page.getByRole('button', { name: /^1 of 6: / }).click()
        await page.getByRole('button', { name: '4:5' }).click()
        await page.getByRole('textbox', { name: 'Description' }).fill('Boats at their moorings, the water like glass')
      },
    },
    {
      name: 'post-comments',
      show: async (page) => {
        await openPost(page)
        const replies = page.getByRole('button', { name: /^Show \d+ repl/ })
        if (await replies.first().isVisible()) await replies.first().click()
        await page.getByRole('textbox', { name: 'Write a comment' }).scrollIntoViewIfNeeded()
      },
    },
    {
      name: 'post-share',
      show: async (page) => {
        await openFeed(page, '/feed')
        await page.getByRole('button', { name: 'Send to a chat' }).first().click()
        await page.getByRole('checkbox').first().check()
      },
    },
    {
      name: 'post-edit',
      show: async (page) => {
        await page.goto(`${at()}/people/mara`)
        await page.getByRole('region', { name: 'Posts' }).getByRole('link').first().click()
        await page.getByRole('button', { name: /^More about the post/ }).click()
        await page.getByRole('menuitem', { name: 'Edit' }).click()
        await page.getByRole('dialog', { name: 'Edit the post' }).waitFor()
      },
    },
    {
      name: 'post-shared',
      show: async (page) => {
        await openFeed(page, '/feed')
        await page.getByRole('button', { name: 'Send to a chat' }).first().click()
        await page.getByRole('checkbox', { name: 'Juno Park' }).check()
        await page.getByLabel('Add a few words').fill('Have you seen this?')
        await page.getByRole('button', { name: 'Send to 1 conversation' }).click()
        await page.getByText('Sent to 1 conversation').first().waitFor()
        await page.goto(`${at()}/chats`)
        await page.getByRole('link', { name: 'Juno Park' }).first().click()
        await page
          .getByRole('link', { name: /^Post by/ })
          .last()
          .waitFor()
      },
    },
    { name: 'settings-hidden-words', show: (page) => page.goto(`${at()}/settings/hidden-words`) },
    { name: 'feed-saved', show: (page) => page.goto(`${at()}/feed/saved`) },
    { name: 'tag', show: (page) => openFeed(page, '/tags/harbour') },
    {
      name: 'gallery',
      show: async (page) => {
        await page.goto(`${at()}/people/mara`)
        await page.getByRole('region', { name: 'Posts' }).getByRole('link').first().scrollIntoViewIfNeeded()
      },
    },
  ]
}
