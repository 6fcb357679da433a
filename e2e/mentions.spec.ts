import { expect, test } from '@playwright/test'
import { composer, messages, moveIn, moveInMany } from './people.ts'
import { startServer } from './server.ts'

test('everybody and a circle are completed, told beforehand, and counted on the other screen', async ({ browser }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const osk = await moveIn(server, 'osk', 'Oskar Ahl')
    const [noorId, oskId] = [noor, osk].map(({ client }) => client.state.me?.id ?? '')
    const memberIds = [noorId ?? '', oskId ?? '']
    const { id } = await mara.client.create({ kind: 'group', title: 'Boats', memberIds })
    await mara.client.api.call('POST /api/circles', {
      handle: 'sailors',
      title: 'The sailors',
      userIds: [noorId ?? ''],
    })
    const own = await mara.window(browser, `/chats/${id}`)
    const other = await noor.window(browser, '/chats')

    await composer(own).pressSequentially('Supper, @al')
    await expect(own.getByRole('option', { name: /Everybody.*2 people/ })).toHaveAttribute('aria-selected', 'true')
    await composer(own).press('Enter')
    await expect(composer(own)).toHaveValue('Supper, @all ')
    await expect(own.getByText('This tells 2 people.')).toBeVisible()
    await composer(own).press('Enter')
    await expect(messages(own).getByText('@all', { exact: true })).toBeVisible()
    await expect(other.getByRole('link', { name: /Boats.*You are named in 1/ })).toBeVisible()

    await composer(own).pressSequentially('Ask @sai')
    await own.getByRole('option', { name: /The sailors.*1 person/ }).click()
    await expect(composer(own)).toHaveValue('Ask @sailors ')
    await composer(own).press('Enter')
    await messages(own).getByRole('button', { name: '@The sailors' }).click()
    const card = own.getByRole('dialog', { name: 'The sailors' })
    await expect(card.getByRole('link', { name: /Noor Haddad/ })).toBeVisible()
  } finally {
    await server.remove()
  }
})

test('emoji are completed after a colon; smileys, times and Escape are left alone', async ({ browser }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const [lobby] = mara.client.state.conversations.values()
    const own = await mara.window(browser, `/chats/${lobby?.id}`)
    const options = own.getByRole('option')

    await composer(own).pressSequentially('Fine :smil')
    await expect(options.first()).toBeVisible()
    await composer(own).press('ArrowDown')
    await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true')
    await composer(own).press('Escape')
    await expect(options).toHaveCount(0)
    await expect(composer(own)).toHaveValue('Fine :smil')
    await composer(own).fill('')
    await composer(own).pressSequentially('A :thumbs_u')
    await composer(own).press('Tab')
    await expect(composer(own)).toHaveValue('A 👍 ')
    await composer(own).pressSequentially('at 10:30 :) :-D')
    await expect(options).toHaveCount(0)
    await composer(own).press('Enter')
    await expect(messages(own).getByText('A 👍 at 10:30 :) :-D')).toBeVisible()
  } finally {
    await server.remove()
  }
})

test('a circle is made and changed in the settings, and who may not name everybody is told so', async ({ browser }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const own = await mara.window(browser, '/settings/circles')
    await own.getByRole('button', { name: 'New circle' }).click()
    const form = own.getByRole('dialog')
    await form.getByLabel('Name').fill('The cooks')
    await form.getByLabel('Handle').fill('noor')
    await form.getByRole('combobox', { name: 'People' }).fill('noor')
    await form.getByRole('option', { name: /Noor/ }).click()
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(form.getByText('That username is taken')).toBeVisible()
    await form.getByLabel('Handle').fill('cooks')
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(own.getByRole('button', { name: /The cooks.*@cooks.*1 person/ })).toBeVisible()

    const [lobby] = noor.client.state.conversations.values()
    const other = await noor.window(browser, `/chats/${lobby?.id}`)
    await composer(other).fill('Hello @all')
    await expect(other.getByText('Only owners and admins can mention everybody here')).toBeVisible()
  } finally {
    await server.remove()
  }
})

test('whoever would tell very many is asked, also where it is not known yet how many', async ({ browser }) => {
  const server = await startServer({ RATE_LIMIT_FACTOR: '1000' })
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const memberIds = await moveInMany(server, 51)
    const { id } = await mara.client.create({ kind: 'group', title: 'Street', memberIds })
    await mara.client.api.call('POST /api/circles', { handle: 'street', title: 'The street', userIds: memberIds })
    const page = await mara.window(browser, `/chats/${id}`)
    const dialog = page.getByRole('dialog', { name: 'Tell 51 people?' })
    await composer(page).fill('@all, supper')
    await expect(page.getByText('This tells 51 people.')).toBeVisible()
    await composer(page).press('Enter')
    await dialog.getByRole('button', { name: 'Go on writing' }).click()
    await expect(composer(page)).toHaveValue('@all, supper')
    await composer(page).press('Enter')
    await dialog.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(messages(page).getByText('@all', { exact: true })).toBeVisible()

    // The answer to how many it would be does not come.
    await page.route(/\/reach\?/, () => undefined)
    await composer(page).fill('@street, breakfast')
    await composer(page).press('Enter')
    await expect(composer(page)).toHaveValue('')
    await expect(messages(page).getByText('Tell 51 people?')).toBeVisible()
    expect(
      (await mara.client.api.call('GET /api/conversations/:conversationId', { conversationId: id })).lastMessage?.body,
    ).toBe('@all, supper')
    await messages(page).getByRole('button', { name: 'Send to all' }).click()
    await expect(messages(page).getByRole('button', { name: '@The street' })).toBeVisible()
    await expect(messages(page).getByText('Tell 51 people?')).toHaveCount(0)
  } finally {
    await server.remove()
  }
})
