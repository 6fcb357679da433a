import { expect, test } from '@playwright/test'
import { expectAccessible } from './a11y.ts'
import { restingBox } from './resting.ts'
import { messages, moveIn, write } from './people.ts'
import type { ServerUnderTest } from './server.ts'
import { card, startLinkedPlace } from './site.ts'
import type { LinkedPlace } from './site.ts'

let place: LinkedPlace
let server: ServerUnderTest
let link: string

test.beforeAll(async () => {
  place = await startLinkedPlace()
  ;({ server, link } = place)
})

test.afterAll(() => place.remove())

test('what lies behind a link comes to both, moves nothing that is read, and goes where its author takes it off', async ({
  browser,
}) => {
  const mara = await moveIn(server, 'mara', 'Mara Lind')
  const noor = await moveIn(server, 'noor', 'Noor Haddad')
  const { id } = await mara.client.directWith(noor.client.state.me?.id ?? '')
  for (let line = 1; line <= 25; line++) await noor.client.send(id, `Line ${line}`).sent
  const writer = await mara.window(browser, `/chats/${id}`)
  const reader = await noor.window(browser, `/chats/${id}`)
  await messages(reader).getByText('Line 25', { exact: true }).waitFor()
  await write(writer, `Look at ${link}`)
  for (const page of [writer, reader]) {
    await expect(card(page)).toBeVisible()
    await expect(card(page)).toContainText('<img src=x onerror=alert(1)> All that floats')
    await expect(card(page)).toHaveAttribute('rel', /noopener/)
    const picture = card(page).locator('img')
    await expect(picture).toHaveJSProperty('naturalWidth', 720)
    // Whoever is at the end stays there: the picture had its room before it came.
    await expect(card(page)).toBeInViewport({ ratio: 0.9 })
  }
  await expectAccessible(reader, 'a preview')

  // Further up, what is read stays where it is while a preview comes below.
  const steady = reader.getByText('Line 3', { exact: true })
  await steady.scrollIntoViewIfNeeded()
  const before = await restingBox(steady)
  await write(writer, `Again ${link}`)
  await expect(card(reader)).toHaveCount(2)
  expect(await restingBox(steady)).toEqual(before)

  await expect(reader.getByRole('button', { name: 'Remove the preview' })).toHaveCount(0)
  await messages(writer).getByText('Again').click({ button: 'right' })
  await writer.getByRole('menuitem', { name: 'Remove the preview' }).click()
  await expect(card(writer)).toHaveCount(1)
  await writer.getByRole('button', { name: 'Undo' }).click()
  await expect(card(writer)).toHaveCount(2)
  await card(writer).last().hover()
  await writer.getByRole('button', { name: 'Remove the preview' }).last().click()
  await expect(card(writer)).toHaveCount(1)
  await writer.goto('about:blank')
  await expect(card(reader)).toHaveCount(1)
})

test('whoever does not want to see previews sees none', async ({ browser }) => {
  const petra = await moveIn(server, 'petra', 'Petra Vos')
  const { id } = await petra.client.create({ kind: 'group', title: 'Links' })
  await petra.client.send(id, link).sent
  const page = await petra.window(browser, `/chats/${id}`)
  await expect(card(page)).toBeVisible()
  await page.goto(`${server.url}/settings/appearance`)
  await page.getByRole('switch', { name: 'Show what is behind links' }).click()
  await page.goto(`${server.url}/chats/${id}`)
  await messages(page).getByText(link).waitFor()
  await expect(card(page)).toHaveCount(0)
})
