import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'

/** Nothing that axe knows of is wrong with what the page shows now; with `rules`, nothing that they know of. */
export async function expectAccessible(page: Page, name: string, rules?: string[]): Promise<void> {
  // A menu or a dialog that is still coming in is judged half transparent.
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => null))))
  // Nothing here is framed, for which axe would open a page of its own each time.
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await (rules === undefined ? builder : builder.withRules(rules)).analyze()
  const told = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`).join('\n    ')}`,
  )
  expect(told, name).toEqual([])
}
