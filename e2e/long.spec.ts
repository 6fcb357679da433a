import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { openDatabase } from '../packages/server/src/database/database.ts'
import { deepen } from '../scripts/seed/long-talk.ts'
import { messages, moveIn } from './people.ts'
import { startServerProcess } from './server.ts'
import type { KilledServer } from './server.ts'

const COUNT = 100_000
const UNREAD = 300

/** A conversation of a hundred thousand messages, of which the newest are unread for the first of the two. */
async function longTalk(server: KilledServer) {
  const mara = await moveIn(server, 'mara', 'Mara Lind')
  const noor = await moveIn(server, 'noor', 'Noor Haddad')
  const { id } = await mara.client.create({ kind: 'group', title: 'Long', memberIds: [noor.client.state.me?.id ?? ''] })
  const others = [noor.client.state.me?.id ?? '']
  await server.kill()
  const db = await openDatabase({ dataDirectory: server.directory, databaseUrl: null })
  await db.write((tx) => deepen(tx, id, others, COUNT))
  await db.close()
  await server.start()
  const { lastSeq } = await mara.client.api.call('GET /api/conversations/:conversationId', { conversationId: id })
  await mara.client.api.call('PUT /api/conversations/:conversationId/read', {
    conversationId: id,
    seq: lastSeq - UNREAD,
  })
  return { mara, id, lastSeq }
}

/** Scrolls by the wheel and looks in each frame: is a message always in view, and does none jump? */
async function scrolled(
  page: Page,
  byPx: number,
  times: number,
): Promise<{ blank: number; jumpPx: number; seq: number; worst: string }> {
  return page.evaluate(
    async ({ step, count }) => {
      const list = document.querySelector('ul[aria-label="Messages"]')
      const view = list?.parentElement
      if (!(list instanceof HTMLElement) || !(view instanceof HTMLElement)) throw new Error('nothing is open')
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      const rows = () =>
        [...list.querySelectorAll<HTMLElement>('[data-seq]')].filter(({ offsetTop, offsetHeight }) => {
          const top = offsetTop - view.scrollTop
          return top + offsetHeight > 0 && top < view.clientHeight
        })
      const placeOf = (row: HTMLElement) => row.offsetTop - view.scrollTop
      let blank = 0
      let jumpPx = 0
      let worst = ''
      for (let at = 0; at < count; at++) {
        const before = new Map(rows().map((row) => [row.dataset['seq'], placeOf(row)]))
        const from = view.scrollTop
        view.scrollTop += step
        const movedPx = view.scrollTop - from
        await frame()
        await frame()
        const now = rows()
        if (now.length === 0) blank++
        // At the very end it rests on the last message, where a placeholder may have stood a little lower.
        const isAtEnd = view.scrollHeight - view.scrollTop - view.clientHeight < 2
        for (const row of isAtEnd ? [] : now) {
          const was = before.get(row.dataset['seq'])
          // The page may have moved it by as much as the wheel did, and no further.
          const jump = was === undefined ? 0 : Math.abs(was - movedPx - placeOf(row))
          if (jump <= jumpPx) continue
          jumpPx = jump
          worst = `${jump} px in step ${at}: ${row.dataset['seq']} from ${was} moved ${movedPx} stands at ${placeOf(row)}, of ${view.scrollHeight} at ${view.scrollTop}`
        }
      }
      return { blank, jumpPx, worst, seq: Number(rows()[0]?.dataset['seq']) }
    },
    { step: byPx, count: times },
  )
}

test('a hundred thousand messages open at the new line and scroll both ways without a gap or a jump', async ({
  browser,
}) => {
  const server = await startServerProcess()
  try {
    const { mara, lastSeq } = await longTalk(server)
    const page = await mara.window(browser)
    await expect(page.getByRole('link', { name: /Long/ })).toBeVisible()
    const openedMs = await page.evaluate(async () => {
      const link = [...document.querySelectorAll('a')].find((each) => each.textContent.includes('Long'))
      const begun = performance.now()
      link?.click()
      const isThere = () => document.querySelector('[data-key="new"]') !== null
      while (!isThere()) await new Promise((resolve) => requestAnimationFrame(resolve))
      return performance.now() - begun
    })
    console.log(`a conversation of ${COUNT} messages stood at its new line after ${Math.round(openedMs)} ms`)
    const line = messages(page).getByText('New', { exact: true })
    await expect(line).toBeInViewport()

    const up = await scrolled(page, -700, 120)
    expect(up.blank).toBe(0)
    expect(up.jumpPx, up.worst).toBeLessThanOrEqual(1)
    expect(up.seq).toBeLessThan(lastSeq - UNREAD - 300)
    const down = await scrolled(page, 700, 160)
    expect(down.blank).toBe(0)
    expect(down.jumpPx, down.worst).toBeLessThanOrEqual(1)
    expect(down.seq).toBeGreaterThan(up.seq)
    // However far one scrolls, the page does not grow without end.
    expect(await page.locator('[data-seq]').count()).toBeLessThanOrEqual(600)

    await scrolled(page, -700, 10)
    await page.getByRole('button', { name: /newest|new messages? below/ }).click()
    await expect(page.locator(`[data-seq="${lastSeq}"]`)).toBeInViewport()
  } finally {
    await server.remove()
  }
})

test('a link to a message of long ago leads there, a reload stays there, and back leads back', async ({ browser }) => {
  test.setTimeout(120_000)
  const server = await startServerProcess()
  try {
    const { mara, id } = await longTalk(server)
    const page = await mara.window(browser, `/chats/${id}?at=50000`)
    const target = page.locator('[data-seq="50000"]')
    await expect(target).toBeInViewport()
    await page.goto(`${server.url}/chats`)
    await page.goBack()
    await expect(target).toBeInViewport()
    await page.reload()
    await expect(target).toBeInViewport()
  } finally {
    await server.remove()
  }
})
