import type { Database } from '../packages/server/src/database/database.ts'
import type { BenchWorld } from './world.ts'
export declare const DAILY_EVERY = 10
export declare const TAGS = 1000
/**
 * People who follow each other and everybody the person 0, some of them muted; posts for everyone, for followers and for
 * friends, each with a picture and a like. Written by the database itself: a million rows by hand take minutes.
 */
export declare function insertFeed(db: Database, { people, feed }: BenchWorld, now: number): Promise<void>
