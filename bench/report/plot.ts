/* A small writer of line plots as SVG: nothing but lines, ticks and names, readable on a light and on a dark page. */

export interface Line {
  name: string
  color: string
  points: readonly (readonly [x: number, y: number])[]
}

export interface Axis {
  title: string
  ticks: readonly { at: number; text: string }[]
  scale: (value: number) => number
}

export interface Plot {
  title: string
  x: Axis
  y: Axis
  lines: readonly Line[]
  /** Whether each point is marked: right where there are few. */
  hasDots: boolean
}

const WIDTH = 640
const HEIGHT = 360
const LEFT = 64
const RIGHT = 132
const TOP = 44
const BOTTOM = 52
const NAME_HEIGHT = 16

export function drawn({ title, x, y, lines, hasDots }: Plot): string {
  const xs = x.ticks.map(({ at }) => x.scale(at))
  const ys = y.ticks.map(({ at }) => y.scale(at))
  const across = within(Math.min(...xs), Math.max(...xs), LEFT, WIDTH - RIGHT)
  const up = within(Math.min(...ys), Math.max(...ys), HEIGHT - BOTTOM, TOP)
  const place = ([px, py]: readonly [number, number]): [string, string] => [
    across(x.scale(px)).toFixed(1),
    up(y.scale(py)).toFixed(1),
  ]
  const names = namePlaces(lines.map(({ points }) => up(y.scale(points.at(-1)?.[1] ?? 0))))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" rx="8" fill="#fff"/>`,
    text(16, 24, title, 'font-size="14" font-weight="600"'),
    ...y.ticks.flatMap(({ at, text: label }) => [
      `<path d="M${LEFT} ${up(y.scale(at)).toFixed(1)}H${WIDTH - RIGHT}" stroke="#e3e3e3"/>`,
      text(LEFT - 8, up(y.scale(at)) + 4, label, 'text-anchor="end" fill="#555"'),
    ]),
    ...x.ticks.flatMap(({ at, text: label }) => [
      `<path d="M${across(x.scale(at)).toFixed(1)} ${HEIGHT - BOTTOM}v5" stroke="#999"/>`,
      text(across(x.scale(at)), HEIGHT - BOTTOM + 19, label, 'text-anchor="middle" fill="#555"'),
    ]),
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, x.title, 'text-anchor="middle" fill="#555"'),
    text(0, 0, y.title, `text-anchor="middle" fill="#555" transform="translate(16 ${HEIGHT / 2}) rotate(-90)"`),
    ...lines.flatMap(({ name, color, points }, at) => {
      const places = points.map(place)
      const dots = hasDots ? places.map(([px, py]) => `<circle cx="${px}" cy="${py}" r="3" fill="${color}"/>`) : []
      return [
        `<polyline points="${places.map((one) => one.join(',')).join(' ')}" fill="none" stroke="${color}" stroke-width="2" stroke-linejoin="round"/>`,
        ...dots,
        text(WIDTH - RIGHT + 8, (names[at] ?? 0) + 4, name, `fill="${color}" font-weight="600"`),
      ]
    }),
    '</svg>',
    '',
  ].join('\n')
}

function within(from: number, to: number, low: number, high: number): (value: number) => number {
  const span = to - from || 1
  return (value) => low + ((value - from) / span) * (high - low)
}

/** Where the names of the lines stand, beside their ends, moved apart where they would touch. */
function namePlaces(ends: readonly number[]): number[] {
  const order = ends.map((at, index) => ({ at, index })).toSorted((a, b) => a.at - b.at)
  const places: number[] = []
  let free = TOP
  for (const { at, index } of order) {
    places[index] = Math.max(at, free)
    free = (places[index] ?? 0) + NAME_HEIGHT
  }
  const over = Math.max(0, free - NAME_HEIGHT - (HEIGHT - BOTTOM))
  return places.map((at) => at - over)
}

function text(x: number, y: number, content: string, attributes: string): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${attributes}>${escaped(content)}</text>`
}

const escaped = (content: string): string =>
  content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** Powers of ten, with 2 and 5 between them, around `values`; for a logarithmic axis. */
export function logTicks(values: readonly number[]): Axis['ticks'] {
  const known = values.filter((value) => value > 0)
  const low = Math.min(...known)
  const high = Math.max(...known)
  const all: number[] = []
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const digit of [1, 2, 5]) all.push(Number((digit * 10 ** power).toPrecision(1)))
  }
  const first = all.findLastIndex((tick) => tick <= low)
  const last = all.findIndex((tick) => tick >= high)
  return all.slice(Math.max(0, first), last + 1).map((at) => ({ at, text: at.toLocaleString('en') }))
}

/** Five or so round steps from nothing to the largest of `values`. */
export function evenTicks(values: readonly number[]): Axis['ticks'] {
  const high = Math.max(...values, 1e-9)
  const rough = high / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((digit) => digit * power >= rough) ?? 10) * power
  const count = Math.ceil(high / step)
  return Array.from({ length: count + 1 }, (_, index) => ({
    at: index * step,
    text: Number((index * step).toPrecision(3)).toLocaleString('en'),
  }))
}
