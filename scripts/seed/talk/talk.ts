import type { SceneName } from '../scenes.ts'

/** What goes with a line. */
export interface Brought {
  photos?: readonly SceneName[]
  spokenSeconds?: number
}

/** What else happens with a line. */
export interface LineMore extends Brought {
  /** Minutes since the line before; a small, plausible pause when unset. */
  wait?: number
  /** Answers the line this many lines above. */
  re?: number
  /** In the thread of the line this many lines above. */
  in?: number
  /** Edited to this a little later. */
  edit?: string
  /** Who put which emoji on it, a little later: names with spaces between them. */
  reactions?: Readonly<Record<string, string>>
  /** Held up for everyone by this person. */
  pinnedBy?: string
  /** Deleted a little later. */
  isDeleted?: true
}

/** Who says what. */
export type Line = readonly [who: string, body: string, more?: LineMore]

/** One coherent talk in one conversation, beginning `daysAgo` at `time` (UTC), or `minutesAgo`. */
export type Talk = { in: string; lines: readonly Line[] } & ({ daysAgo: number; time: string } | { minutesAgo: number })
