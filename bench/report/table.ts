import { nameOf } from './pictures.ts'
import { middleOf, rangeOf } from './results.ts'
import type { Result, Series } from './results.ts'

/** Rows of cells: each figure with its median by target, and Kith's as a multiple of each reference's. */
export function tableOf(result: Pick<Result, 'series'>, size: number): string[][] {
  const here = result.series.filter((series) => series.size === size)
  const kith = here.find(({ target }) => target === 'kith') ?? here.find(({ target }) => target === 'postgres')
  const others = here.filter((series) => series !== kith)
  const figures = [...new Set(here.flatMap(({ rounds }) => Object.keys(rounds[0] ?? {})))]
  const head = [
    '',
    ...here.map(({ target }) => nameOf(target)),
    ...others.map(({ target }) => `${kith === undefined ? 'Kith' : nameOf(kith.target)} ÷ ${nameOf(target)}`),
  ]
  const rows = figures.map((figure) => [
    figure,
    ...here.map((series) => shownWithRange(series, figure)),
    ...others.map((other) => (kith === undefined ? '-' : ratio(middleOf(kith, figure), middleOf(other, figure)))),
  ])
  return [head, ...rows]
}

function ratio(value: number, by: number): string {
  return by === 0 || Number.isNaN(value / by) ? '-' : (value / by).toFixed(2)
}

/** The median, and behind it what the rounds lay between, where that is not the same. */
function shownWithRange(series: Series, figure: string): string {
  const value = middleOf(series, figure)
  if (Number.isNaN(value)) return '-'
  const [low, high] = rangeOf(series, figure).map(shown)
  return low === high ? shown(value) : `${shown(value)} (${low}–${high})`
}

function shown(value: number): string {
  if (Number.isInteger(value) || value >= 100) return Math.round(value).toLocaleString('en')
  return value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** For a terminal. */
export function aligned(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const cell = (content: string, column: number): string =>
    column === 0 ? content.padEnd(widths[0] ?? 0) : content.padStart(widths[column] ?? 0)
  return rows.map((row) => row.map(cell).join('  ')).join('\n')
}

/** For a page in Markdown. */
export function asMarkdown(rows: readonly string[][]): string {
  const [head = [], ...body] = rows
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), `|---|${'---:|'.repeat(head.length - 1)}`, ...body.map(line)].join('\n')
}
