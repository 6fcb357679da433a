import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { FileView } from '../../live/file-view.ts'

/** One line of what is shown: an entry of the list, or some side by side in the grid. */
export interface Row {
  entries: readonly ProjectEntry[]
  /** Of the first, in the whole. */
  index: number
  topPx: number
  heightPx: number
}

export interface Rows {
  rows: readonly Row[]
  /** Where each begins, and where the last one ends. */
  tops: readonly number[]
  columns: number
}

const GAP = 12
const LIST = { head: 36, row: 46, narrowRow: 60, padding: 8 }
const GRID = { padding: 12, folder: 52, caption: 64, tileMin: 176, narrowTileMin: 148, pictureShare: 0.68 }
export const NARROW_PX = 640

/** Where everything stands in a space of this width, in pixels. */
export function rowsOf(entries: readonly ProjectEntry[], mode: FileView['mode'], widthPx: number): Rows {
  const isNarrow = widthPx < NARROW_PX
  if (mode === 'list') {
    const heightPx = isNarrow ? LIST.narrowRow : LIST.row
    const begin = (isNarrow ? 0 : LIST.head) + LIST.padding / 2
    const rows = entries.map((entry, index) => ({
      entries: [entry],
      index,
      topPx: begin + index * heightPx,
      heightPx,
    }))
    return { rows, tops: topsOf(rows, begin + LIST.padding), columns: 1 }
  }
  const inner = widthPx - 2 * sideOf(widthPx)
  const least = isNarrow ? GRID.narrowTileMin : GRID.tileMin
  const columns = Math.max(2, Math.floor((inner + GAP) / (least + GAP)))
  const tile = Math.round(((inner - GAP * (columns - 1)) / columns) * GRID.pictureShare) + GRID.caption
  const firstFile = entries.findIndex(({ type }) => type === 'file')
  const folderCount = firstFile === -1 ? entries.length : firstFile
  const rows: Row[] = []
  let topPx = GRID.padding
  const add = (from: number, to: number, heightPx: number): void => {
    for (let index = from; index < to; index += columns) {
      rows.push({ entries: entries.slice(index, Math.min(to, index + columns)), index, topPx, heightPx })
      topPx += heightPx + GAP
    }
  }
  add(0, folderCount, GRID.folder)
  add(folderCount, entries.length, tile)
  return { rows, tops: topsOf(rows, GRID.padding), columns }
}

/** What is free on either side of the grid, in pixels. */
export const sideOf = (widthPx: number): number => (widthPx < NARROW_PX ? 12 : 24)

function topsOf(rows: readonly Row[], paddingPx: number): number[] {
  const last = rows.at(-1)
  return [...rows.map(({ topPx }) => topPx), last === undefined ? 0 : last.topPx + last.heightPx + paddingPx]
}
