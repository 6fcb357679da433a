/** In pixels: what is drawn above and below what can be seen. */
const AHEAD_PX = 1_200
/** In pixels: how near the end more is wanted. */
const MORE_PX = 3_000
/** Nearer than this to the top counts as being there. */
const TOP_PX = 8

export interface RowPlace {
  key: string
  /** How far its top stood below the upper edge, in pixels. */
  offsetPx: number
}

/** What is kept of a list that is left, for whoever comes back to it. */
export interface LeftPlace extends RowPlace {
  heights: ReadonlyMap<string, number>
  widthPx: number
}

export interface Shown {
  /** The rows to draw, in their order, and the room above and below for those that are not. */
  keys: readonly string[]
  abovePx: number
  belowPx: number
  /** The first and the last that can be seen. */
  firstSeen: string | null
  lastSeen: string | null
  isNearEnd: boolean
  isAtTop: boolean
}

const nothing: Shown = {
  keys: [],
  abovePx: 0,
  belowPx: 0,
  firstSeen: null,
  lastSeen: null,
  isNearEnd: false,
  isAtTop: true,
}

/**
 * Of a long list of rows of whatever height, those in view and some on either side. What is read stays where it is when
 * rows come above it, or turn out to be higher than they were taken for.
 */
export class RowWindow {
  readonly #listeners = new Set<() => void>()
  readonly #observer = new ResizeObserver((entries) => this.#measured(entries))
  readonly #elements = new Map<Element, string>()
  #view: HTMLElement | null = null
  #list: HTMLElement | null = null
  #keys: readonly string[] = []
  #tops: readonly number[] = [0]
  #estimate: (key: string) => number = () => 0
  #heights = new Map<string, number>()
  #widthPx = 0
  /** How high the view is, and what stands above the list in it: read once, for reading makes browsers lay out. */
  #viewPx = 0
  #offsetPx = 0
  #start: RowPlace | null
  /** Where the view is to stand once what was changed is drawn. */
  #dueTop: number | null = null
  #shown = nothing

  /** `left`: where to begin, of the rows that are there then. */
  constructor(left: LeftPlace | null) {
    this.#start = left
    if (left !== null) {
      this.#heights = new Map(left.heights)
      this.#widthPx = left.widthPx
    }
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  shown = (): Shown => this.#shown

  /** `view` scrolls; the rows stand in `list`, which is in it. */
  attach(view: HTMLElement, list: HTMLElement): () => void {
    this.#view = view
    this.#list = list
    const stop = new AbortController()
    view.addEventListener('scroll', () => this.#look(), { passive: true, signal: stop.signal })
    this.#observer.observe(view)
    this.#resized()
    this.#begin()
    this.#draw()
    return () => {
      stop.abort()
      this.#observer.disconnect()
      this.#elements.clear()
      this.#view = null
      this.#list = null
    }
  }

  /** The rows that there are, in their order; `estimate` says how high one probably is. */
  setRows(keys: readonly string[], estimate: (key: string) => number): void {
    const anchor = this.#anchor()
    this.#estimate = estimate
    this.#keys = keys
    this.#place()
    if (anchor !== null && keys.includes(anchor.key)) this.#dueTop = this.#topOf(anchor.key) - anchor.offsetPx
    this.#begin()
    this.#draw()
  }

  /** Goes to where one is to begin, once that is there. */
  #begin(): void {
    if (this.#start === null || this.#view === null || !this.#keys.includes(this.#start.key)) return
    this.#dueTop = this.#topOf(this.#start.key) - this.#start.offsetPx
    this.#start = null
  }

  /** To be called when what `shown` says has been drawn. */
  settle(): void {
    if (this.#dueTop === null || this.#view === null) return
    const due = this.#dueTop
    this.#dueTop = null
    if (Math.abs(due - this.#view.scrollTop) >= 1) this.#view.scrollTop = due
    this.#look()
  }

  /** Observes how high a row is. Returns how to stop. */
  observe(key: string, element: Element): () => void {
    this.#elements.set(element, key)
    this.#observer.observe(element)
    return () => {
      this.#elements.delete(element)
      this.#observer.unobserve(element)
    }
  }

  toTop(): void {
    this.#start = null
    this.#dueTop = null
    if (this.#view !== null) this.#view.scrollTop = 0
    this.#look()
  }

  /** Where one is; null at the top. */
  left(): LeftPlace | null {
    const anchor = this.#anchor()
    return anchor === null ? null : { ...anchor, heights: this.#heights, widthPx: this.#widthPx }
  }

  /** Of what is there, how far down the first row in view stands. */
  #anchor(): RowPlace | null {
    if (this.#view === null || this.#view.scrollTop <= TOP_PX) return null
    const top = this.#dueTop ?? this.#view.scrollTop
    const from = firstAfter(this.#tops, top - this.#offsetPx) - 1
    const key = this.#keys[Math.max(0, from)]
    return key === undefined ? null : { key, offsetPx: this.#topOf(key) - top }
  }

  #topOf(key: string): number {
    return (this.#tops[this.#keys.indexOf(key)] ?? 0) + this.#offsetPx
  }

  #place(): void {
    const tops = [0]
    let at = 0
    for (const key of this.#keys) {
      at += this.#heights.get(key) ?? this.#estimate(key)
      tops.push(at)
    }
    this.#tops = tops
  }

  #measured(entries: readonly ResizeObserverEntry[]): void {
    let isChanged = false
    let isResized = false
    const anchor = this.#anchor()
    for (const { target, borderBoxSize } of entries) {
      if (target === this.#view) isResized = true
      const key = this.#elements.get(target)
      const heightPx = borderBoxSize[0]?.blockSize ?? 0
      // What is hidden for a moment has no height that would tell anything.
      if (key === undefined || heightPx === 0 || this.#heights.get(key) === heightPx) continue
      this.#heights.set(key, heightPx)
      isChanged = true
    }
    if (isResized) this.#resized()
    if (!isChanged || this.#view === null) return
    this.#place()
    // What is drawn has the new heights already.
    if (anchor !== null && this.#dueTop === null) {
      const top = this.#topOf(anchor.key) - anchor.offsetPx
      if (Math.abs(top - this.#view.scrollTop) >= 1) this.#view.scrollTop = top
    }
    this.#look()
  }

  #resized(): void {
    const widthPx = this.#list?.clientWidth ?? 0
    this.#viewPx = this.#view?.clientHeight ?? 0
    this.#offsetPx = this.#list?.offsetTop ?? 0
    if (widthPx > 0 && widthPx !== this.#widthPx) {
      const anchor = this.#widthPx === 0 ? null : this.#anchor()
      this.#widthPx = widthPx
      this.#heights.clear()
      this.#place()
      if (anchor !== null) this.#dueTop = this.#topOf(anchor.key) - anchor.offsetPx
    }
    this.#draw()
  }

  /** Who draws settles; where there is nothing to draw it is done at once. */
  #draw(): void {
    const before = this.#shown
    this.#look()
    if (before === this.#shown) this.settle()
  }

  #look(): void {
    if (this.#view === null || this.#viewPx === 0) return
    const tops = this.#tops
    const count = this.#keys.length
    const topPx = (this.#dueTop ?? this.#view.scrollTop) - this.#offsetPx
    const endPx = topPx + this.#viewPx
    const total = tops[count] ?? 0
    const from = Math.max(0, firstAfter(tops, topPx - AHEAD_PX) - 1)
    const to = Math.min(count, firstAfter(tops, endPx + AHEAD_PX))
    const firstSeen = Math.max(0, firstAfter(tops, topPx) - 1)
    const lastSeen = Math.min(count - 1, Math.max(0, firstAfter(tops, endPx) - 1))
    this.#tell({
      keys: this.#keys.slice(from, to),
      abovePx: tops[from] ?? 0,
      belowPx: Math.max(0, total - (tops[to] ?? total)),
      firstSeen: this.#keys[firstSeen] ?? null,
      lastSeen: this.#keys[lastSeen] ?? null,
      isNearEnd: total - endPx < MORE_PX,
      isAtTop: this.#view.scrollTop <= TOP_PX,
    })
  }

  #tell(next: Shown): void {
    const now = this.#shown
    const isSame =
      now.abovePx === next.abovePx &&
      now.belowPx === next.belowPx &&
      now.firstSeen === next.firstSeen &&
      now.lastSeen === next.lastSeen &&
      now.isNearEnd === next.isNearEnd &&
      now.isAtTop === next.isAtTop &&
      now.keys.length === next.keys.length &&
      now.keys.every((key, index) => key === next.keys[index])
    if (isSame) return
    this.#shown = next
    for (const listener of this.#listeners) listener()
  }
}

/** The first index whose value lies above `at`; halves what is left at each step. */
function firstAfter(tops: readonly number[], at: number): number {
  let low = 0
  let high = tops.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tops[middle] ?? Infinity) > at) high = middle
    else low = middle + 1
  }
  return low
}
