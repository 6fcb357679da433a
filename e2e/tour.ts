import type { Page } from '@playwright/test'
import { uploadFile } from '@kith/sdk/upload.ts'
import { bring } from '../scripts/seed/bring.ts'
import { composer, messages, moveIn, write } from './people.ts'
import { article, post } from './posts.ts'
import type { ServerUnderTest } from './server.ts'
import type { Inhabitant } from './people.ts'

/** A small place with something to see on each screen. */
export async function furnish(
  server: ServerUnderTest,
): Promise<{ mara: Inhabitant; groupId: string; directId: string }> {
  const mara = await moveIn(server, 'mara', 'Mara Lind')
  const noor = await moveIn(server, 'noor', 'نور حداد')
  const noorId = noor.client.state.me?.id ?? ''
  const osk = await moveIn(server, 'osk', 'Oskar Ahl')
  const oskId = osk.client.state.me?.id ?? ''
  const group = await mara.client.create({ kind: 'group', title: 'Boats', memberIds: [noorId, oskId] })
  const direct = await noor.client.directWith(mara.client.state.me?.id ?? '')
  const garden = await mara.client.create({
    kind: 'channel',
    title: 'Garden',
    topic: 'Beds and bees',
    isPublic: true,
    memberIds: [],
  })
  await noor.client.send(direct.id, 'Look:\n\n```ts\nconst a = "b" // c\n```\n\n- one\n- two\n\n> said').sent
  const first = await noor.client.send(group.id, 'A [link](https://kith.example) and **bold** `code`').sent
  await mara.client.send(group.id, 'An answer', first.id).sent
  await osk.client.send(group.id, 'Said in the thread', null, [], { threadId: first.id }).sent
  await noor.client.send(group.id, 'And this too', null, [], { threadId: first.id }).sent
  await mara.client.threads.follow(first.id)
  await noor.client.edit(first.id, 'A [link](https://kith.example), **bold** and `code`')
  const brought = await bring(noor.client.api, { photos: ['harbour', 'garden'], spokenSeconds: 4 })
  const plan = await uploadFile(noor.client.api, new File(['Six planks and a rope.'], 'Plan.txt'))
  await noor.client.send(group.id, '', null, [...brought, plan.id]).sent
  const tove = await moveIn(server, 'tove', 'Tove Berg')
  await showSomething(noor, mara, direct.id)
  await mara.client.people.ask({ username: 'noor' })
  await noor.client.people.accept(mara.client.state.me?.id ?? '')
  await tove.client.people.ask({ username: 'mara', note: 'From the boats' })
  await mara.client.people.follow(noorId)
  await mara.client.people.block(oskId)
  await osk.client.send(group.id, 'Folded').sent
  const status = { emoji: '🌱', text: 'In the garden', until: new Date(Date.now() + 86_400_000).toISOString() }
  const links = [{ title: 'Boats', url: 'https://boats.example' }]
  await mara.client.updateProfile({ status })
  await noor.client.updateProfile({ status, links, bio: 'Sails' })
  await post(noor, 'Out at six, **back** by nine with @mara #harbour', ['harbour', 'dawn'])
  await post(noor, 'Only words, and many of them\n\n- one\n- two')
  await post(noor, 'A wasp', ['meadow'], { warning: 'Insects' })
  await mara.client.remove((await mara.client.send(group.id, 'gone').sent).id)
  await mara.client.order.place(group.id, { isFavourite: true })
  await mara.client.order.place(garden.id, { isArchived: true })
  return { mara, groupId: group.id, directId: direct.id }
}

/** A post with a picture, what is said about it, and the same in a chat. */
async function showSomething(author: Inhabitant, other: Inhabitant, conversationId: string): Promise<void> {
  const uploadIds = await bring(author.client.api, { photos: ['harbour'] })
  const made = { caption: 'Six o’clock at the **harbour** #morning', uploadIds, clientId: crypto.randomUUID() }
  const { id: postId } = await author.client.api.call('POST /api/posts', made)
  const say = (by: Inhabitant, body: string, answered: { parentId?: string } = {}) =>
    by.client.api.call('POST /api/posts/:postId/comments', {
      postId,
      body,
      clientId: crypto.randomUUID(),
      ...answered,
    })
  const { id: parentId } = await say(other, 'What a light, @noor')
  await say(author, 'You were asleep', { parentId })
  await author.client.send(conversationId, 'Look', null, [], { postIds: [postId] }).sent
}

/** A picture of one point. */
const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export interface Stop {
  name: string
  show: (page: Page) => Promise<unknown>
}

/** Every screen, in two parts that may be seen at the same time: what is one after another in each. */
export const parts = ['talk and people', 'settings and dialogs'] as const

/** The screens of a part, one after another. `url` is the server's. */
export function stops(part: (typeof parts)[number], url: string, groupId: string, directId: string): Stop[] {
  const page = (path: string, heading: RegExp): Stop => ({
    name: path,
    show: async (window) => {
      await window.goto(url + path)
      await window.getByRole('heading', { name: heading }).first().waitFor()
    },
  })
  if (part === 'settings and dialogs') return settingsStops(page, url, groupId)
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
        await window.getByRole('menuitem', { name: /^Reply(?! in)/ }).click()
        await composer(window).fill('Draft')
      },
    },
    {
      name: 'who has read a message',
      show: async (window) => {
        await window.goto(`${url}/chats/${groupId}`)
        await messages(window).getByText('An answer').click({ button: 'right' })
        await window.getByRole('menuitem', { name: 'Who has read this' }).click()
        await window.getByRole('dialog').getByText('نور حداد').waitFor()
      },
    },
    {
      name: 'a thread beside a conversation',
      show: async (window) => {
        await window.goto(`${url}/chats/${groupId}`)
        await messages(window)
          .getByRole('button', { name: /^2 replies/ })
          .click()
        await window.getByRole('list', { name: 'Replies in the thread' }).getByText('And this too').waitFor()
      },
    },
    {
      name: 'the threads that one follows',
      show: async (window) => {
        await window.goto(`${url}/threads`)
        await window.getByRole('link', { name: /A link, bold and code/ }).waitFor()
      },
    },
    {
      name: 'the archive',
      show: async (window) => {
        await window.goto(`${url}/chats`)
        await window.getByRole('button', { name: /archived chat/ }).click()
        await window.getByRole('list', { name: 'Archive' }).waitFor()
      },
    },
    {
      name: 'files that go along',
      show: async (window) => {
        await window.goto(`${url}/chats/${groupId}`)
        await composer(window).waitFor()
        const buffer = Buffer.from('Two planks more.')
        await window.locator('input[type=file]').setInputFiles({ name: 'More.txt', mimeType: 'text/plain', buffer })
        await window.getByRole('region', { name: 'What goes along' }).waitFor()
      },
    },
    {
      name: 'a picture that is looked at',
      show: async (window) => {
        await window.getByRole('button', { name: 'Remove More.txt' }).click()
        await messages(window).getByRole('button', { name: 'Open the picture garden.jpg' }).click()
        await window.getByRole('dialog').getByRole('img', { name: 'garden.jpg' }).waitFor()
      },
    },
    page('/search', /Search/),
    {
      name: 'what a search found',
      show: async (window) => {
        await window.goto(`${url}/search?q=answer`)
        await window.getByRole('region', { name: 'Messages' }).getByRole('link').first().waitFor()
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
    {
      name: 'the feed',
      show: async (window) => {
        await window.goto(`${url}/feed`)
        await article(window, 'Out at six').waitFor()
      },
    },
    page('/feed?show=everyone', /Feed/),
    page('/feed?show=explore', /Feed/),
    page('/feed/saved', /Nothing saved yet/),
    page('/tags/harbour', /#harbour/),
    page('/tags/nothing', /No posts with #nothing/),
    page('/posts/00000000-0000-7000-8000-000000000000', /This post is not here/),
    page('/channels', /Channels/),
    page('/people', /People/),
    page('/people?show=friends', /People/),
    page('/people?show=requests', /They ask you/),
    page('/people?show=follows', /You follow/),
    page('/people/noor', /نور حداد/),
    page('/people/noor?list=friends', /Friends of/),
    page('/people/mara', /Mara Lind/),
    page('/people/tove', /Tove Berg/),
    {
      name: 'a block that is considered',
      show: async (window) => {
        await window.goto(`${url}/people/noor`)
        await window.getByRole('button', { name: /^More about/ }).click()
        await window.getByRole('menuitem', { name: 'Block' }).click()
        await window.getByRole('dialog').waitFor()
      },
    },
    {
      name: 'a friend to be added by name',
      show: async (window) => {
        await window.goto(`${url}/people`)
        await window.getByRole('button', { name: 'Add a friend' }).click()
        await window.getByRole('option').first().waitFor()
      },
    },
    {
      name: 'a friend to be added by email',
      show: async (window) => {
        await window.getByRole('tab', { name: 'By email' }).click()
        await window.getByLabel('Their email address').waitFor()
      },
    },
    {
      name: 'what is said about a post',
      show: async (window) => {
        await window.goto(`${url}/feed?show=everyone`)
        await window.getByRole('link', { name: '2 comments' }).click()
        await window.getByRole('button', { name: 'Show 1 reply' }).click()
        await window.getByRole('list', { name: 'Comments' }).getByText('You were asleep').waitFor()
      },
    },
    {
      name: 'a post that is sent on',
      show: async (window) => {
        await window.getByRole('button', { name: 'Send to a chat' }).click()
        await window.getByRole('checkbox').first().check()
      },
    },
    {
      name: 'a comment that is reported',
      show: async (window) => {
        await window.keyboard.press('Escape')
        await window.getByRole('button', { name: 'What can be done with the comment of نور حداد' }).click()
        await window.getByRole('menuitem', { name: 'Report' }).click()
        await window.getByLabel('What is it about?').waitFor()
      },
    },
    {
      name: 'a post that is begun',
      show: async (window) => {
        await window.goto(`${url}/feed`)
        await window.getByRole('button', { name: 'New post' }).first().click()
        const photo = { name: 'a.png', mimeType: 'image/png', buffer: onePixel }
        await window.getByRole('dialog').locator('input[type=file]').setInputFiles(photo)
        await window.getByRole('button', { name: /^1 of 1: / }).waitFor()
      },
    },
    {
      name: 'a picture that is cropped',
      show: async (window) => {
        await window.getByRole('button', { name: /^1 of 1: / }).click()
        await window.getByRole('button', { name: 'The part that is shown' }).waitFor()
      },
    },
    page('/settings/hidden-words', /Hidden words/),
    {
      name: 'the status',
      show: async (window) => {
        await window.goto(`${url}/settings/profile`)
        await window.getByRole('button', { name: 'Change your status' }).filter({ visible: true }).first().click()
        await window.getByRole('dialog').waitFor()
      },
    },
  ]
}

function settingsStops(page: (path: string, heading: RegExp) => Stop, url: string, groupId: string): Stop[] {
  return [
    page('/people/nobody', /Nobody/),
    page('/settings', /Settings/),
    page('/settings/profile', /Profile/),
    page('/settings/privacy', /Privacy/),
    page('/settings/appearance', /Appearance/),
    page('/notifications', /Notifications/),
    page('/settings/notifications', /Notifications/),
    page('/settings/security', /Security/),
    page('/settings/data', /Your data/),
    page('/settings/devices', /Devices/),
    page('/settings/tokens', /tokens/),
    page('/settings/keys', /Keyboard/),
    page('/settings/circles', /Circles/),
    {
      name: 'whom one may mention',
      show: async (window) => {
        await window.goto(`${url}/chats/${groupId}`)
        await composer(window).fill('')
        await composer(window).pressSequentially('@')
        await window.getByRole('option', { name: /Everybody/ }).waitFor()
      },
    },
    page('/settings/invitations', /No invites yet/),
    page('/settings/place', /This place/),
    page('/settings/members', /Members/),
    page('/settings/approvals', /Nobody waits/),
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
