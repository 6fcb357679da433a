import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keptShares } from '../statistics.ts'
import type { TargetName } from '../target.ts'
import { drawn, evenTicks, logTicks } from './plot.ts'
import type { Line } from './plot.ts'
import { folder, middleOf } from './results.ts'
import type { Result } from './results.ts'

/** Colours that people with any kind of colour vision tell apart. */
const looks: Record<TargetName, { name: string; color: string }> = {
  kith: { name: 'Kith', color: '#0072b2' },
  postgres: { name: 'Kith on PostgreSQL', color: '#56b4e9' },
  relay: { name: 'ws relay', color: '#d55e00' },
  socketio: { name: 'Socket.IO', color: '#009e73' },
  bare: { name: 'bare handler', color: '#aa4499' },
  'bare-postgres': { name: 'bare pg', color: '#e69f00' },
  'bare-feed': { name: 'plain join', color: '#aa4499' },
}

export const nameOf = (target: TargetName): string => looks[target].name

const shareTicks = [
  { at: 0.5, text: '50 %' },
  { at: 0.9, text: '90 %' },
  { at: 0.99, text: '99 %' },
  { at: 0.999, text: '99.9 %' },
]

/** Each further nine takes as much room as the one before it, since that is where the trouble lies. */
const byNines = (share: number): number => -Math.log10(1 - share)

/** The file of one picture of a result, as it is named in `docs/performance`. */
export interface Picture {
  file: string
  title: string
}

export function drawPictures(result: Result): Picture[] {
  return result.sizesOf === null ? [drawLatency(result)] : drawGrowth(result, result.sizesOf)
}

function drawLatency({ scenario, latencyOf, series }: Result): Picture {
  const lines = series.map(({ target, latencyMs }): Line => {
    const points = latencyMs.map((ms, at) => [keptShares[at] ?? 0, ms] as const)
    return { ...looks[target], points: points.filter(([share]) => share >= 0.05) }
  })
  const title = `${scenario}: latency ${latencyOf}`
  return saved(`${scenario}.svg`, title, {
    x: { title: 'share of all that took no longer', ticks: [{ at: 0, text: '0' }, ...shareTicks], scale: byNines },
    y: { title: 'ms', ticks: logTicks(lines.flatMap(({ points }) => points.map(([, ms]) => ms))), scale: Math.log10 },
    lines,
    hasDots: false,
  })
}

function drawGrowth({ scenario, series }: Result, sizesOf: string): Picture[] {
  const targets = [...new Set(series.map(({ target }) => target))]
  const along = (figure: string, of: (target: TargetName) => string): Line[] =>
    targets.map((target) => ({
      name: of(target),
      color: looks[target].color,
      points: series
        .filter((one) => one.target === target)
        .map((one) => [one.size, middleOf(one, figure)] as const)
        .toSorted(([a], [b]) => a - b),
    }))
  const sizes = [...new Set(series.map(({ size }) => size))]
  const x = {
    title: sizesOf,
    ticks: sizes.map((at) => ({ at, text: at.toLocaleString('en') })),
    scale: Math.log10,
  }
  const memory = along('server MB', nameOf)
  const latency = [
    ...along('p50 ms', (target) => `${nameOf(target)}, p50`),
    ...along('p99 ms', (target) => `${nameOf(target)}, p99`),
  ]
  const heights = (lines: Line[]): number[] => lines.flatMap(({ points }) => points.map(([, value]) => value))
  return [
    saved(`${scenario}-memory.svg`, `${scenario}: resident memory of the server`, {
      x,
      y: { title: 'MB', ticks: evenTicks(heights(memory)), scale: (value) => value },
      lines: memory,
      hasDots: true,
    }),
    saved(`${scenario}-latency.svg`, `${scenario}: latency of a delivery`, {
      x,
      y: { title: 'ms', ticks: logTicks(heights(latency)), scale: Math.log10 },
      lines: latency,
      hasDots: true,
    }),
  ]
}

function saved(file: string, title: string, plot: Omit<Parameters<typeof drawn>[0], 'title'>): Picture {
  writeFileSync(join(folder, file), drawn({ title, ...plot }))
  return { file, title }
}
