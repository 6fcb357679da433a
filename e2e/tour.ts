import type { Page } from '@playwright/test'
import { composer, messages, moveIn, write } from './people.ts'
import type { ServerUnderTest } from './server.ts'
import type { Inhabitant } from './people.ts'

/** A small place with something to see on each screen. */
export async function furnish(
  server: ServerUnderTest,
): Promise<{ mara: Inhabitant; groupId: string; directId: string }> {
  const mara = await moveIn(server, 'mara', 'Mara Lind')
  const noor = await moveIn(server, 'noor', 'نور حداد')
  const noorId = noor.client.state.me?.id ?? ''
  const group = await mara.client.create({ kind: 'group', title: 'Boats', memberIds: [noorId] })
  const direct = await noor.client.directWith(mara.client.state.me?.id ?? '')
  await mara.client.create({ kind: 'channel', title: 'Garden', topic: 'Beds and bees', isPublic: true, memberIds: [] })
  await noor.client.send(direct.id, 'Look:\n\n```ts\nconst a = "b" // c\n```\n\n- one\n- two\n\n> said').sent
  const first = await noor.client.send(group.id, 'A [link](https://kith.example) and **bold** `code`').sent
  await mara.client.send(group.id, 'An answer', first.id).sent
  await noor.client.edit(first.id, 'A [link](https://kith.example), **bold** and `code`')
  await mara.client.remove((await mara.client.send(group.id, 'gone').sent).id)
  return { mara, groupId: group.id, directId: direct.id }
}

export interface Stop {
  name: string
  show: (page: Page) => Promise<unknown>
}

/** Every screen, one after another. `url` is the server's. */
export function stops(url: string, groupId: string, directId: string): Stop[] {
  const page = (path: string, heading: RegExp): Stop => ({
    name: path,
    show: async (window) => {
      await window.goto(url + path)
      await window.getByRole('heading', { name: heading }).first().waitFor()
    },
  })
  return [
    page('/chats', /Chats/),
    {
      name: 'a group, with what is written',
      show: async (window) => {
        await window.goto(`${url}/chats/${groupId}`)
        await messages(window).getByText('An answer').waitFor()
      },
    },
    {
      name: 'an answer being written',
      show: async (window) => {
        await messages(window).getByText('An answer').click({ button: 'right' })
        await window.getByRole('menuitem', { name: 'Reply' }).click()
        await composer(window).fill('Draft')
      },
    },
    {
      name: 'details of a group',
      show: async (window) => {
        await window.goto(`${url}/chats/${groupId}?pane=details`)
        await window.getByRole('heading', { name: 'Details' }).waitFor()
      },
    },
    {
      name: 'a direct conversation with code',
      show: async (window) => {
        await window.goto(`${url}/chats/${directId}`)
        await messages(window).getByText('const').first().waitFor()
        await write(window, 'Seen')
      },
    },
    {
      name: 'a conversation that is not there',
      show: async (window) => {
        await window.goto(`${url}/chats/00000000-0000-7000-8000-000000000000`)
        await window.getByText('This conversation is not here').waitFor()
      },
    },
    page('/channels', /Channels/),
    page('/people', /People/),
    page('/people/noor', /نور حداد/),
    page('/people/nobody', /Nobody/),
    page('/settings', /Settings/),
    page('/settings/profile', /Profile/),
    page('/settings/appearance', /Appearance/),
    page('/settings/devices', /Devices/),
    page('/settings/tokens', /tokens/),
    page('/settings/keys', /Keyboard/),
    page('/nowhere', /nothing here/),
    {
      name: 'the switcher',
      show: async (window) => {
        await window.goto(`${url}/chats`)
        await window.getByRole('heading', { name: 'Chats' }).waitFor()
        await window.keyboard.press('Control+k')
        await window.getByRole('combobox').fill('b')
        await window.getByRole('option').first().waitFor()
      },
    },
    {
      name: 'the keys',
      show: async (window) => {
        await window.keyboard.press('Escape')
        await window.getByRole('dialog').waitFor({ state: 'detached' })
        await window.keyboard.press('?')
        await window.getByRole('dialog').waitFor()
      },
    },
    ...(['New message', 'New group', 'New channel'] as const).map((name) => ({
      name,
      show: async (window: Page) => {
        await window.goto(`${url}/chats`)
        await window.getByRole('button', { name: 'New conversation' }).click()
        await window.getByRole('menuitem', { name }).click()
        await window.getByRole('dialog').waitFor()
      },
    })),
  ]
}
