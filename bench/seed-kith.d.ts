import type { DatabaseOptions } from '../packages/server/src/database/database.ts'
import type { BenchWorld } from './world.ts'
/** Talk goes on for so long. */
export declare const TALK_MS: number
/** Writes `world` straight into a new database: making thousands of accounts by HTTP would measure argon2. */
export declare function seedKith(options: DatabaseOptions, world: BenchWorld): Promise<void>
