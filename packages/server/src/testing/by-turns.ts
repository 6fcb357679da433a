export const PAIRS = 300
/** What is asked of the area under the curve. */
export const AUC_MAX = 0.6

/** How well one tells the two apart by time alone: 0.5 is not at all, 1 is always. */
function areaUnderCurve(one: number[], other: number[]): number {
  let wins = 0
  for (const a of one) for (const b of other) wins += a > b ? 1 : a === b ? 0.5 : 0
  const area = wins / (one.length * other.length)
  return Math.max(area, 1 - area)
}

/** Asks by turns for somebody who exists and somebody who does not, in an order that changes. */
export async function timed(
  ask: (identifier: string) => Promise<void>,
  rest: () => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  const measure = async (kind: 'known' | 'unknown', index: number): Promise<void> => {
    const start = performance.now()
    await ask(kind === 'known' ? 'alice' : `nobody${index}`)
    if (index >= 0) times[kind].push(performance.now() - start)
    await rest()
  }
  for (let index = -5; index < PAIRS; index++) {
    const order = index % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)
    for (const kind of order) await measure(kind, index)
  }
  return areaUnderCurve(times.known, times.unknown)
}
