import type { AppContext } from '../context.ts'

/** What is done once in a while, by whichever node comes first. It may be cut short, so it must go on the next time. */
export interface Sweep {
  /** Kebab-case; the same in every node and every version. */
  name: string
  everyMs: number
  run: (ctx: AppContext) => Promise<void>
}
