import { expect, test } from '@playwright/test'
import { expectAccessible } from './a11y.ts'
import { messages, moveIn } from './people.ts'
import type { Inhabitant } from './people.ts'
import { startServer } from './server.ts'

const idOf = ({ client }: Inhabitant): string => client.state.me?.id ?? ''

test('a file that is shared shows itself to whoever may see it; others ask, are let in, and lose it again', async ({
  browser,
}) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const tove = await moveIn(server, 'tove', 'Tove Berg')
    const { id: projectId } = await mara.client.api.call('POST /api/projects', { name: 'Boat house' })
    const file = { file: new File(['oak and tar'], 'Hull.txt') }
    const { id: fileId } = await mara.client.api.call('POST /api/projects/:projectId/files', { projectId }, file)
    const group = await mara.client.create({ kind: 'group', title: 'Boats', memberIds: [idOf(tove)] })
    await mara.client.send(group.id, 'Have a look', null, [], { fileIds: [fileId] }).sent

    const his = await tove.window(browser, `/chats/${group.id}`)
    const shown = messages(his)
    await expect(shown.getByText('A file you cannot see')).toBeVisible()
    await expect(his.getByText('Hull.txt')).toHaveCount(0)
    await expectAccessible(his, 'a file that is hidden')
    await shown.getByRole('button', { name: 'Ask' }).click()
    await expect(shown.getByText('You asked to be let in')).toBeVisible()

    const hers = await mara.window(browser, `/chats/${group.id}`)
    await expect(messages(hers).getByRole('link', { name: /Hull\.txt/ })).toBeVisible()
    await hers.goto(`${server.url}/notifications`)
    await hers.getByRole('link', { name: /Tove Berg asks to be let into Boat house/ }).click()
    await expect(hers.getByRole('heading', { name: 'Boat house', level: 1 })).toBeVisible()
    const answer = { projectId, userId: idOf(tove), role: 'reader' as const }
    await mara.client.api.call('PUT /api/projects/:projectId/requests/:userId', answer)

    const link = shown.getByRole('link', { name: /Hull\.txt/ })
    await expect(link).toBeVisible()
    await expectAccessible(his, 'a file that is shared')
    await link.click()
    await expect(his).toHaveURL(new RegExp(`/projects/${projectId}/files/${fileId}`))
    await his.goBack()
    await expect(link).toBeVisible()
    const out = { projectId, userId: idOf(tove) }
    await mara.client.api.call('DELETE /api/projects/:projectId/members/:userId', out)
    await expect(shown.getByText('A file you cannot see')).toBeVisible()
    await expect(his.getByText('Hull.txt')).toHaveCount(0)
  } finally {
    await server.remove()
  }
})
