import type { Database } from '../packages/server/src/database/database.ts'
import type { BenchWorld } from './world.ts'
/** Projects with files whose texts have been read, as after years of use, and the index of them. */
export declare function insertProjects(db: Database, projects: BenchWorld['projects'], now: number): Promise<void>
