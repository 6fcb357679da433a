import { test } from '@playwright/test'

/** Windows and clients of tests. Left open they would ask servers that are gone, again and again, for all tests after. */
let leftOpen: { testId: string; end: () => unknown }[] = []

/** Ends it when the next test of this worker begins: until then a failure can be looked at. */
export function endAfterTest(end: () => unknown): void {
  leftOpen.push({ testId: test.info().testId, end })
}

/** Ends what earlier tests left open. */
export async function endEarlier(): Promise<void> {
  const { own = [], earlier = [] } = Object.groupBy(leftOpen, ({ testId }) =>
    testId === test.info().testId ? 'own' : 'earlier',
  )
  leftOpen = own
  await Promise.all(earlier.map(({ end }) => end()))
}
