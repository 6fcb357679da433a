import type { OwnPostgres } from '../../scripts/own-postgres.ts'
import type { Chance } from '../../scripts/seed/chance.ts'
import type { Breach } from '../breach.ts'
import type { Crowd, CrowdPlan } from '../crowd.ts'
import type { FaultName } from '../faults/faults.ts'
import type { KilledServer } from '../server.ts'
import type { Talk } from '../talk.ts'

export interface Sizes {
  sends: number
  kills: number
  devices: number
}

export interface Stage {
  server: KilledServer
  /** Which the server is on; null where it is on SQLite. */
  postgres: OwnPostgres | null
  crowd: Crowd
  talk: Talk
  chance: Chance
  sizes: Sizes
  fault: FaultName | null
}

export interface Trouble {
  /** What was done, in words and figures. */
  report: string[]
  breaches: Breach[]
}

export interface Scenario {
  name: string
  summary: string
  sizes: Sizes
  /** On a PostgreSQL of its own, that can be restarted. */
  isOnPostgres?: true
  plan(sizes: Sizes): CrowdPlan
  /** Makes trouble until everyone has said all, then sets everything right. */
  trouble(stage: Stage): Promise<Trouble>
}
