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
    // A menu or a dialog that is still coming in is judged half transparent.
    await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => null)))
    const runOnly = values === null ? {} : { runOnly: { type: 'rule' as const, values } }
    const found = await window.axe?.run({ resultTypes: ['violations'], iframes: false, ...runOnly })
    return (found?.violations ?? []).map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`).join('\n    ')}`,
    )
  }, rules ?? null)
  expect(told, name).toEqual([])
}
