/** Wider or taller ones are cropped to this, so that none becomes a strip. */
const NARROWEST = 0.62
const WIDEST = 2.4
const ROW_MAX = 4
/** How high the whole is to be, as a share of its width. */
const WANTED = { two: 0.62, more: 0.92 }

type Rows = readonly (readonly number[])[]

export interface Mosaic {
  /** Width by height of the whole. */
  aspect: number
  /** Each with the aspects of its pictures, which are in their order. */
  rows: Rows
}

/** How pictures of these aspects fill rows of one width, each row as high as its pictures want it. */
export function mosaicOf(aspects: readonly number[]): Mosaic {
  const bounded = aspects.map((aspect) => Math.min(WIDEST, Math.max(NARROWEST, aspect)))
  const wanted = bounded.length === 2 ? WANTED.two : WANTED.more
  let best: { cost: number; rows: Rows } = { cost: Infinity, rows: [] }
  for (let count = Math.ceil(bounded.length / ROW_MAX); count <= bounded.length; count++) {
    const divided = divide(bounded, count, wanted / count)
    if (divided.cost / count < best.cost) best = { cost: divided.cost / count, rows: divided.rows }
  }
  return { aspect: 1 / sum(best.rows.map((row) => 1 / sum(row))), rows: best.rows }
}

/** Into `count` rows, each as near to `height` as can be: the best for the first of them leads to the best for all. */
function divide(aspects: readonly number[], count: number, height: number): { cost: number; rows: Rows } {
  let best = new Map<number, { cost: number; rows: Rows }>([[0, { cost: 0, rows: [] }]])
  for (let row = 0; row < count; row++) {
    const next: typeof best = new Map()
    for (const [start, { cost, rows }] of best) {
      for (let end = start + 1; end <= Math.min(aspects.length, start + ROW_MAX); end++) {
        const taken = aspects.slice(start, end)
        const total = cost + Math.log(sum(taken) * height) ** 2
        if (total < (next.get(end)?.cost ?? Infinity)) next.set(end, { cost: total, rows: [...rows, taken] })
      }
    }
    best = next
  }
  return best.get(aspects.length) ?? { cost: Infinity, rows: [] }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
