import { expect, test } from '@playwright/test'
import type { Locator } from '@playwright/test'
import { composer, messages, moveIn, moveInMany, signIn } from './people.ts'
import { card, startLinkedPlace } from './site.ts'
import type { LinkedPlace } from './site.ts'

let place: LinkedPlace

test.beforeAll(async () => {
  place = await startLinkedPlace()
})

test.afterAll(() => place.remove())

/** All of it is in view, and a finger that lands 21 px above or below its middle hits it. */
async function expectAtHand(target: Locator): Promise<void> {
  await expect(target).toBeInViewport({ ratio: 0.99 })
  const isHit = (): Promise<boolean> =>
    target.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      const places = [-21, 21].map((off) => document.elementFromPoint(x + width / 2, y + height / 2 + off))
      return places.every((there) => element.contains(there))
    })
  // It may still be growing.
  await expect.poll(isHit).toBe(true)
}

test('on a phone one names people and many, sees what is behind a link, and finds words and days', async ({
  page,
  context,
}) => {
  const { server, link } = place
  const mara = await moveIn(server, 'mara', 'Mara Lind')
  const noor = await moveIn(server, 'noor', 'Noor Haddad')
  const memberIds = [noor.client.state.me?.id ?? '', ...(await moveInMany(server, 50))]
  const { id } = await mara.client.create({ kind: 'group', title: 'Street', memberIds })
  await noor.client.send(id, 'The harbourmaster wants the fees by Friday').sent
  for (let line = 1; line <= 60; line++) await noor.client.send(id, `Line ${line}`).sent
  await signIn(context, 'mara', server.url)
  await page.goto(`${server.url}/chats/${id}`)
  const send = page.getByRole('button', { name: 'Send', exact: true })

  await test.step('who is named is tapped, above the keyboard', async () => {
    await composer(page).pressSequentially('Ask @noo')
    const option = page.getByRole('option', { name: /Noor Haddad/ })
    await expectAtHand(option)
    await option.tap()
    await expect(composer(page)).toHaveValue('Ask @noor ')
    await send.tap()
    await expect(messages(page).getByRole('link', { name: '@Noor Haddad' })).toBeVisible()
  })

  await test.step('whoever would tell very many is asked first', async () => {
    await composer(page).fill('@all, supper')
    await send.tap()
    const dialog = page.getByRole('dialog', { name: 'Tell 51 people?' })
    const meant = dialog.getByRole('button', { name: 'Send', exact: true })
    await expectAtHand(meant)
    await dialog.getByRole('button', { name: 'Go on writing' }).tap()
    await expect(composer(page)).toHaveValue('@all, supper')
    await send.tap()
    await meant.tap()
    await expect(messages(page).getByText('@all', { exact: true })).toBeVisible()
    // Before it is known how many it would be, too.
    await page.route(/\/reach\?/, () => undefined)
    await mara.client.api.call('POST /api/circles', { handle: 'street', title: 'The street', userIds: memberIds })
    await composer(page).fill('@street, breakfast')
    await send.tap()
    await expect(messages(page).getByText('Tell 51 people?')).toBeInViewport()
    const anyway = messages(page).getByRole('button', { name: 'Send to all' })
    await expectAtHand(anyway)
    await anyway.tap()
    await expect(messages(page).getByRole('button', { name: '@The street' })).toBeVisible()
  })

  await test.step('what is behind a link has the width of the screen and no more', async () => {
    await noor.client.send(id, `Look at ${link}`).sent
    await expect(card(page)).toBeInViewport({ ratio: 0.9 })
    await expect(card(page)).toContainText('All that floats')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })

  await test.step('what was said is found by a part of a word', async () => {
    await page.goto(`${server.url}/search`)
    await page.getByRole('searchbox', { name: 'Search everything' }).fill('bourmast')
    const found = page.getByRole('region', { name: 'Messages' }).getByRole('link')
    await expectAtHand(found)
    await expect(found.locator('mark')).toHaveText('bourmast')
    await found.tap()
    await expect(messages(page).getByText('The harbourmaster')).toBeInViewport()
    await page.goBack()
    await expect(page.getByRole('searchbox')).toHaveValue('bourmast')
    await page.goForward()
  })

  await test.step('the days between the messages lead to others', async () => {
    const day = messages(page).getByRole('button', { name: /Go to a date/ })
    await expectAtHand(day)
    await day.tap()
    const panel = page.getByRole('dialog', { name: 'Go to a date' })
    await panel.getByLabel('Day').fill('2199-01-01')
    const go = panel.getByRole('button', { name: 'Go there' })
    await expectAtHand(go)
    await go.tap()
    await expect(panel).toBeHidden()
    await expect(card(page)).toBeInViewport()
  })
})
