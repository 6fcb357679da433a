import { expect, test } from '@playwright/test'
import { expectAccessible } from './a11y.ts'
import { composer, messages, moveIn } from './people.ts'
import { startServer } from './server.ts'

test('a mention moves the bell, leads to the message, and is gone on every device', async ({ browser }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const { id } = await mara.client.create({
      kind: 'group',
      title: 'Boats',
      memberIds: [noor.client.state.me?.id ?? ''],
    })
    await noor.client.api.call('PUT /api/conversations/:conversationId/read', { conversationId: id, seq: 1 })
    const writer = await mara.window(browser, `/chats/${id}`)
    const laptop = await noor.window(browser, '/people')
    const phone = await noor.window(browser, '/channels')
    const bell = laptop.getByRole('button', { name: 'Notifications' })
    // A browser in which she never was before is told of.
    for (const page of [laptop, phone]) await expect(page).toHaveTitle('(1) Kith')
    await bell.click()
    await laptop
      .getByRole('dialog', { name: 'Notifications' })
      .getByRole('button', { name: 'Mark all as read' })
      .click()
    for (const page of [laptop, phone]) await expect(page).toHaveTitle('Kith')
    await laptop.keyboard.press('Escape')

    await composer(writer).pressSequentially('Who comes? @no')
    await expect(writer.getByRole('option', { name: /Noor Haddad/ })).toBeVisible()
    await expectAccessible(writer, 'people to mention')
    await composer(writer).press('Enter')
    await expect(composer(writer)).toHaveValue('Who comes? @noor ')
    await composer(writer).press('Enter')
    await expect(messages(writer).getByRole('link', { name: '@Noor Haddad' })).toBeVisible()

    for (const page of [laptop, phone]) {
      await expect(page).toHaveTitle('(1) Kith')
      await expect(page.getByRole('button', { name: 'Notifications, 1 unread' })).toBeVisible()
    }
    await bell.click()
    const panel = laptop.getByRole('dialog', { name: 'Notifications' })
    await expect(panel.getByText('Mara Lind mentioned you in Boats')).toBeVisible()
    await expectAccessible(laptop, 'the panel')
    await panel.getByRole('link', { name: /mentioned you/ }).click()
    await expect(laptop).toHaveURL(new RegExp(`/chats/${id}`))
    await expect(messages(laptop).getByText('Who comes?')).toBeVisible()
    for (const page of [laptop, phone]) await expect(page).toHaveTitle('Kith')
    await expect(phone.getByRole('button', { name: 'Notifications', exact: true })).toBeVisible()

    await phone.goto(`${server.url}/notifications`)
    await expect(phone.getByRole('link', { name: /mentioned you/ })).toBeVisible()
    await expectAccessible(phone, 'the page')
    await phone.goto(`${server.url}/settings/notifications`)
    await phone.getByRole('switch', { name: 'Quiet hours' }).check()
    await expect(phone.getByRole('button', { name: 'Monday' })).toHaveAttribute('aria-pressed', 'true')
    await expectAccessible(phone, 'the settings')
    await laptop.getByRole('button', { name: 'What you are told of' }).click()
    await laptop.getByRole('menuitemradio', { name: 'Nothing' }).click()
    await phone.goto(`${server.url}/chats`)
    await expect(phone.getByLabel('Muted')).toBeVisible()
  } finally {
    await server.remove()
  }
})
