import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Figures, Outcome } from '../scenarios/scenario.ts'
import { distribution, median } from '../statistics.ts'
import { hasOwnCores } from '../target.ts'
import type { TargetName } from '../target.ts'

export const folder = 'docs/performance'

/** One target at one size, over all rounds. */
export interface Series {
  target: TargetName
  /** 0 where the scenario has only one. */
  size: number
  rounds: Figures[]
  /** The median over the rounds of the latency at each of `keptShares`, in milliseconds. */
  latencyMs: number[]
}

/** What is kept of one scenario. */
export interface Result {
  scenario: string
  summary: string
  latencyOf: string
  sizesOf: string | null
  command: string
  /** Day and minute, UTC. */
  date: string
  commit: string
  machine: Machine
  /** How many runs were thrown away and done again, because others disturbed them. */
  repeated: number
  series: Series[]
}

export interface Machine {
  processor: string
  cores: number
  memoryGb: number
  system: string
  node: string
  sqlite: string
  libraries: Record<string, string>
  /** Whether server and generator had a core each. */
  hasOwnCores: boolean
  /** Before the run: how busy everybody else was. */
  load: number
}

export function seriesOf(target: TargetName, size: number, outcomes: readonly Outcome[]): Series {
  const each = outcomes.map(({ latencies }) => distribution(latencies.ms))
  const latencyMs = (each[0] ?? []).map((_, at) => median(each.map((values) => values[at] ?? 0)))
  return { target, size, rounds: outcomes.map(({ figures }) => roundedAll(figures)), latencyMs }
}

function roundedAll(figures: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Number(value.toPrecision(5))]))
}

export const middleOf = (series: Series, figure: string): number =>
  median(series.rounds.map((round) => round[figure] ?? NaN))

/** The smallest and the largest of the rounds. */
export function rangeOf(series: Series, figure: string): [low: number, high: number] {
  const values = series.rounds.map((round) => round[figure] ?? 0)
  return [Math.min(...values), Math.max(...values)]
}

/** Of one core: above this, what others did is part of what was measured. */
export const DISTURBED_CORES = 0.3

export const isDisturbed = (figures: Figures): boolean => (figures['other cores'] ?? 0) > DISTURBED_CORES

const libraryVersion = (name: string): string =>
  (JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { version: string }).version

export function thisMachine(): Machine {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: said('uname', ['-sr']),
    node: process.version,
    sqlite: process.versions['sqlite'] ?? 'unknown',
    libraries: Object.fromEntries(['socket.io', 'ws', 'fastify', 'kysely'].map((name) => [name, libraryVersion(name)])),
    hasOwnCores,
    load: loadavg()[0] ?? 0,
  }
}

/** The commit that was measured, with a plus where the code on the disk differs from it. */
export function thisCommit(): string {
  const commit = said('git', ['rev-parse', '--short', 'HEAD'])
  const isChanged = said('git', ['status', '--porcelain', '--', 'packages/server', 'packages/protocol', 'bench']) !== ''
  return isChanged ? `${commit}+` : commit
}

function said(command: string, parameters: string[]): string {
  try {
    return execFileSync(command, parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return 'unknown'
  }
}

export function saveResult(result: Result): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${result.scenario}.json`), `${JSON.stringify(result, null, 2)}\n`)
}

export function savedResults(): Map<string, Result> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const results = names.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Result)
  return new Map(results.map((result) => [result.scenario, result]))
}
