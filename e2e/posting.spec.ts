import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { photo } from '../scripts/seed/scenes.ts'
import type { SceneName } from '../scripts/seed/scenes.ts'
import { expectAccessible } from './a11y.ts'
import { messages, moveIn, newDevice, signIn } from './people.ts'
import type { Inhabitant } from './people.ts'
import { startServer } from './server.ts'

const idOf = ({ client }: Inhabitant): string => client.state.me?.id ?? ''
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name })
const input = (page: Page) => dialog(page, 'New post').locator('input[type=file]')
const tiles = (page: Page) =>
  page.getByRole('list', { name: 'Pictures and videos, in their order' }).getByRole('listitem')
const posts = (page: Page) => page.getByRole('feed').getByRole('article')

async function given(scene: SceneName, width = 900, height = 700) {
  const file = await photo(scene, width, height)
  return { name: `${scene}.jpg`, mimeType: file.type, buffer: Buffer.from(await file.arrayBuffer()) }
}

async function befriend(one: Inhabitant, other: Inhabitant): Promise<void> {
  await one.client.people.ask({ userId: idOf(other) })
  await expect.poll(() => other.client.state.relations.get(idOf(one))?.friendship).toBe('received')
  await other.client.people.accept(idOf(one))
}

test('six pictures from a phone are in the feed of a friend, who answers; both see what the other says', async ({
  browser,
}) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const tove = await moveIn(server, 'tove', 'Tove Berg')
    await befriend(tove, mara)
    const his = await tove.window(browser, '/feed')
    await expect(his.getByRole('heading', { name: 'Your feed is still quiet' })).toBeVisible()

    const phone = await newDevice(browser, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
    await signIn(phone, 'mara', server.url)
    const hers = await phone.newPage()
    await hers.goto(`${server.url}/feed`)
    await hers.getByRole('button', { name: 'New post' }).first().click()
    const scenes: SceneName[] = ['harbour', 'garden', 'woods', 'evening', 'harbour', 'garden']
    await input(hers).setInputFiles(await Promise.all(scenes.map((scene) => given(scene))))
    await expect(tiles(hers).filter({ has: hers.getByRole('button', { name: /^What can be done/ }) })).toHaveCount(6)
    await hers.getByRole('textbox', { name: 'Caption' }).fill('Six from the pier, @tove #pier')
    await expectAccessible(hers, 'a post being made')
    const post = dialog(hers, 'New post').getByRole('button', { name: /^Post/ })
    await post.click()
    await hers.getByRole('button', { name: 'Post without' }).click()
    await expect(posts(hers)).toHaveCount(1)

    await expect(
      posts(his)
        .or(his.getByRole('button', { name: /1 new post/ }))
        .first(),
    ).toBeVisible()
    if ((await posts(his).count()) === 0) await his.getByRole('button', { name: /1 new post/ }).click()
    await expect(posts(his).getByText('1 of 6')).toBeVisible()

    await his.getByRole('link', { name: 'Comment' }).click()
    await his.getByRole('textbox', { name: 'Write a comment' }).fill('What a light')
    await his.keyboard.press('Enter')
    const hisTalk = his.getByRole('list', { name: 'Comments' })
    await expect(hisTalk.getByText('What a light')).toBeVisible()
    await expectAccessible(his, 'a post and what is said about it')

    await hers.getByRole('link', { name: /1 comment/ }).click()
    const herTalk = hers.getByRole('list', { name: 'Comments' })
    await expect(herTalk.getByText('What a light')).toBeVisible()
    await herTalk.getByRole('button', { name: 'Reply' }).click()
    await hers.getByRole('textbox', { name: 'Reply to Tove Berg' }).fill('It was five in the morning')
    await hers.keyboard.press('Enter')
    await expect(herTalk.getByText('It was five in the morning')).toBeVisible()
    await hisTalk.getByRole('button', { name: 'Show 1 reply' }).click()
    await expect(hisTalk.getByText('It was five in the morning')).toBeVisible()
    await herTalk.getByRole('button', { name: 'Like', exact: true }).first().click()
    await expect(hisTalk.getByRole('button', { name: '1 like' })).toBeVisible()
    await expectAccessible(hers, 'comments on a phone')
  } finally {
    await server.remove()
  }
})

test('a post for friends that is sent to somebody is a card, until they are friends no more', async ({ browser }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const tove = await moveIn(server, 'tove', 'Tove Berg')
    await befriend(tove, mara)
    const direct = await mara.client.directWith(idOf(tove))
    await mara.client.send(direct.id, 'Hello').sent
    const { id } = await mara.client.api.call('POST /api/posts', {
      caption: 'Only for those I know',
      audience: 'friends',
      clientId: crypto.randomUUID(),
    })
    const hers = await mara.window(browser, `/posts/${id}`)
    await hers.getByRole('button', { name: 'Send to a chat' }).click()
    await hers.getByRole('checkbox', { name: 'Tove Berg' }).check()
    await hers.getByLabel('Add a few words').fill('For you')
    await hers.getByRole('button', { name: 'Send to 1 conversation' }).click()

    const his = await tove.window(browser, `/chats/${direct.id}`)
    const card = messages(his).getByRole('link', { name: /Post by.*Mara Lind/ })
    await expect(card).toContainText('Only for those I know')
    await mara.client.api.call('PUT /api/posts/:postId/like', { postId: id })
    await expect(card).toContainText('1 like')
    await expectAccessible(his, 'a post in a chat')

    await mara.client.people.endFriendship(idOf(tove))
    await expect(messages(his).getByText('A post you cannot see')).toBeVisible()
    await expect(his.getByText('Only for those I know')).toHaveCount(0)
    await befriend(mara, tove)
    await expect(card).toContainText('Only for those I know')
  } finally {
    await server.remove()
  }
})

test('what was begun is there again after a reload and on another device, in its order, until it is posted', async ({
  browser,
}) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const page = await mara.window(browser, '/feed')
    await page.getByRole('button', { name: 'New post' }).first().click()
    await input(page).setInputFiles([await given('harbour'), await given('garden', 700, 900)])
    await expect(tiles(page).filter({ hasText: '2' }).first()).toBeVisible()
    await tiles(page)
      .nth(0)
      .getByRole('button', { name: /Crop and turn$/ })
      .click()
    await page.getByRole('button', { name: '1:1' }).click()
    await page.getByRole('button', { name: 'Turn right' }).click()
    await page.getByRole('textbox', { name: 'Description' }).fill('A harbour')
    await expectAccessible(page, 'a picture being cropped')
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('textbox', { name: 'Caption' }).fill('To be continued')
    await tiles(page)
      .nth(1)
      .getByRole('button', { name: /Crop and turn$/ })
      .press('Alt+ArrowLeft')
    await expect(tiles(page).nth(1).getByText('Described')).toBeAttached()
    await expect(dialog(page, 'New post').getByText('Draft kept')).toBeVisible()
    await page.reload()
    await page.getByRole('button', { name: 'New post' }).first().click()
    await expect(page.getByRole('textbox', { name: 'Caption' })).toHaveValue('To be continued')

    const other = await mara.window(browser, '/feed')
    await other.getByRole('button', { name: 'New post' }).first().click()
    await expect(other.getByRole('textbox', { name: 'Caption' })).toHaveValue('To be continued')
    await expect(tiles(other).nth(1).getByText('Described')).toBeAttached()
    await dialog(other, 'New post').getByRole('button', { name: 'Post', exact: true }).click()
    await expect(other.getByText('One picture has no description')).toBeVisible()
    await other.getByRole('button', { name: 'Post without' }).click()
    await expect(posts(other)).toHaveCount(1)
    await expect.poll(async () => (await mara.client.api.call('GET /api/post-drafts', {})).items).toEqual([])
    const [made] = (await mara.client.api.call('GET /api/feed', {})).items
    expect(made?.media.map(({ width, height }) => width === height)).toEqual([false, true])
    expect(made?.media.map(({ alt }) => alt)).toEqual(['', 'A harbour'])

    await posts(other)
      .getByRole('button', { name: /^More about the post/ })
      .click()
    await other.getByRole('menuitem', { name: 'Edit' }).click()
    const editor = dialog(other, 'Edit the post')
    await editor.getByRole('textbox', { name: 'Caption' }).fill('Continued')
    await editor.getByRole('textbox', { name: 'Description of number 1' }).fill('A garden')
    await editor.getByLabel('Who sees it').selectOption('friends')
    await editor.getByRole('button', { name: 'Save' }).click()
    await expect(posts(other).getByText('Continued')).toBeVisible()
    const [changed] = (await mara.client.api.call('GET /api/feed', {})).items
    expect(changed).toMatchObject({ caption: 'Continued', audience: 'friends' })
    expect(changed?.media.map(({ alt }) => alt)).toEqual(['A garden', 'A harbour'])
  } finally {
    await server.remove()
  }
})

test('a video brings its own picture, and what is posted without a connection goes once there is one', async ({
  browser,
}) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const page = await mara.window(browser, '/feed')
    await page.getByRole('button', { name: 'New post' }).first().click()
    await input(page).waitFor({ state: 'attached' })
    await page.evaluate(filmInto, 'input[type=file]')
    await expect(tiles(page).getByLabel('Video', { exact: true })).toBeVisible()
    await expect(dialog(page, 'New post').getByRole('button', { name: 'Post', exact: true })).toBeVisible()

    await page.context().setOffline(true)
    await input(page).setInputFiles(await given('woods'))
    await expect(tiles(page).getByText('Waits for a connection')).toBeVisible()
    await page.getByRole('textbox', { name: 'Caption' }).fill('Moving')
    await dialog(page, 'New post').getByRole('button', { name: 'Post when they are uploaded' }).click()
    await page.getByRole('button', { name: 'Post without' }).click()
    await dialog(page, 'New post').getByRole('button', { name: 'Close' }).click()
    await page.context().setOffline(false)
    await expect(posts(page)).toHaveCount(1)
    const [made] = (await mara.client.api.call('GET /api/feed', {})).items
    expect(made?.media.map(({ kind }) => kind)).toEqual(['video', 'image'])
    const poster = await page.request.get(server.url + (made?.media[0]?.posterUrl ?? '/nothing'))
    expect(poster.headers()['content-type']).toBe('image/webp')
  } finally {
    await server.remove()
  }
})

/** Half a second of film that the browser itself makes, as if somebody had chosen it. */
async function filmInto(selector: string): Promise<void> {
  const canvas = document.createElement('canvas')
  canvas.width = 320
  canvas.height = 240
  const pen = canvas.getContext('2d')
  const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' })
  const parts: Blob[] = []
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
  const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve))
  recorder.start()
  for (let frame = 0; frame < 12; frame++) {
    pen?.fillRect(frame * 20, 40, 40, 160)
    await new Promise((resolve) => requestAnimationFrame(resolve))
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  recorder.stop()
  await ended
  const field = document.querySelector<HTMLInputElement>(`[role=dialog] ${selector}`)
  const carried = new DataTransfer()
  carried.items.add(new File(parts, 'film.webm', { type: 'video/webm' }))
  if (field === null) throw new Error('there is no field')
  field.files = carried.files
  field.dispatchEvent(new Event('change', { bubbles: true }))
}

test('what is left is among the drafts, and what is thrown away comes back when it is taken back', async ({
  browser,
}) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const page = await mara.window(browser, '/feed')
    const open = (): Promise<void> => page.getByRole('button', { name: 'New post' }).first().click()
    const composer = dialog(page, 'New post')
    const caption = composer.getByRole('textbox', { name: 'Caption' })
    await open()
    await caption.fill('The first')
    await composer.getByRole('button', { name: 'Close' }).click()
    await expect(page.getByText('Kept as a draft', { exact: true })).toBeVisible()
    await page.reload()
    await open()
    await expect(caption).toHaveValue('The first')
    await composer.getByRole('button', { name: 'Begin another' }).click()
    await expect(caption).toHaveValue('')
    await caption.fill('The second')
    await composer.getByRole('button', { name: '1 draft' }).click()
    await expectAccessible(page, 'drafts of posts')
    await page.getByRole('button', { name: /^Go on with.*The first/ }).click()
    await expect(caption).toHaveValue('The first')
    await composer.getByRole('button', { name: 'Throw away' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(caption).toHaveValue('The first')
    const captions = async (): Promise<string[]> =>
      (await mara.client.api.call('GET /api/post-drafts', {})).items.map((draft) => draft.caption).toSorted()
    await expect.poll(captions).toEqual(['The first', 'The second'])
    await composer.getByRole('button', { name: 'Throw away' }).click()
    await expect.poll(captions).toEqual(['The second'])
    await open()
    await expect(caption).toHaveValue('The second')
    await page.goBack()
    await expect(composer).toHaveCount(0)
  } finally {
    await server.remove()
  }
})
