import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import axe from 'axe-core'

declare global {
  interface Window {
    axe?: typeof axe
  }
}

/** Nothing that axe knows of is wrong with what the page shows now; with `rules`, nothing that they know of. */
export async function expectAccessible(page: Page, name: string, rules?: string[]): Promise<void> {
  // A page that is still being fetched has nothing that could be judged.
  for (const part of ['main', 'h1']) await page.locator(part).first().waitFor({ state: 'attached' })
  // Half a megabyte: once for each document.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const told = await page.evaluate(async (values) => {
    // A menu or a dialog that is still coming in would be judged half transparent. What ends may begin another: a
    // colour that changes is inherited, level by level.
    for (let level = 0; level < 100; level++) {
      const moving = document
        .getAnimations()
        .filter(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity)
      if (moving.length === 0) break
      for (const animation of moving) animation.finish()
      await Promise.all(moving.map(({ finished }) => finished.catch(() => null)))
    }
    // What has gone out is taken away when its end is told, in a frame.
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
    // A menu has hidden the page and what it opened is still being fetched: nothing is there that could be judged.
    const isBetween = () =>
      document.querySelector('#app[aria-hidden="true"]') !== null &&
      document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') === null
    while (isBetween()) await new Promise((resolve) => requestAnimationFrame(resolve))
    const runOnly = values === null ? {} : { runOnly: { type: 'rule' as const, values } }
    const found = await window.axe?.run({ resultTypes: ['violations'], iframes: false, ...runOnly })
    return (found?.violations ?? []).map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`).join('\n    ')}`,
    )
  }, rules ?? null)
  expect(told, name).toEqual([])
}
