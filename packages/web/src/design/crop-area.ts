/** A part of a picture, as parts of its width and height. */
export interface PartArea {
  x: number
  y: number
  width: number
  height: number
}

export const corners = ['nw', 'ne', 'sw', 'se'] as const
export type Corner = (typeof corners)[number]

export const wholeArea: PartArea = { x: 0, y: 0, width: 1, height: 1 }

/** Less than this is no picture. */
const LEAST = 0.08

const within = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value))

/** The largest part of this shape, in the middle. `ratio` is the picture's width by its height; null: any shape. */
export function fittedArea(ratio: number, aspect: number | null): PartArea {
  if (aspect === null) return wholeArea
  const width = Math.min(1, aspect / ratio)
  const height = Math.min(1, ratio / aspect)
  return { x: (1 - width) / 2, y: (1 - height) / 2, width, height }
}

export function movedArea(area: PartArea, dx: number, dy: number): PartArea {
  return { ...area, x: within(area.x + dx, 0, 1 - area.width), y: within(area.y + dy, 0, 1 - area.height) }
}

/** One corner is moved, the one across stays. With an aspect the shape stays too. */
export function resizedArea(
  area: PartArea,
  corner: Corner,
  by: { dx: number; dy: number },
  shape: { ratio: number; aspect: number | null },
): PartArea {
  const isWest = corner.endsWith('w')
  const isNorth = corner.startsWith('n')
  const right = area.x + area.width
  const bottom = area.y + area.height
  const widthMost = isWest ? right : 1 - area.x
  const heightMost = isNorth ? bottom : 1 - area.y
  let width = within(area.width + (isWest ? -by.dx : by.dx), LEAST, widthMost)
  let height = within(area.height + (isNorth ? -by.dy : by.dy), LEAST, heightMost)
  if (shape.aspect !== null) {
    const heightFor = shape.ratio / shape.aspect
    // Whichever way the corner was drawn further says how large it becomes.
    const wanted = Math.abs(by.dx) >= Math.abs(by.dy) ? width : height / heightFor
    width = within(wanted, Math.max(LEAST, LEAST / heightFor), Math.min(widthMost, heightMost / heightFor))
    height = width * heightFor
  }
  return { x: isWest ? right - width : area.x, y: isNorth ? bottom - height : area.y, width, height }
}
