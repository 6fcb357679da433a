/** Nearer than this counts as being at the end. */
const NEAR_PX = 48

/** Where a conversation is opened. */
export type Start = { at: 'end' } | { at: 'key'; key: string; offset: (viewPx: number, rowPx: number) => number }

export interface Laid {
  /** Changes when the content is replaced rather than extended. */
  generation: number
  /** Whether what is loaded reaches the newest message. */
  isComplete: boolean
  startOf: () => Start
  onMoved: (keeper: ScrollKeeper) => void
}

interface Shown {
  key: string
  topPx: number
}

/**
 * Keeps what is read where it is, whatever comes above, below or in between: after each layout the first row that was
 * in view before and still exists stands where it stood. Who was at the end stays at the end.
 */
export class ScrollKeeper {
  readonly #view: HTMLElement
  readonly #list: HTMLElement
  readonly #observer: ResizeObserver
  #laid: Laid | null = null
  #inViewBefore: readonly Shown[] = []
  #heightsBefore = { content: 0, view: 0 }
  #isHeldAtEnd = true
  /** Something else stands in its place, as on a phone: nothing can be measured until it is back. */
  #isHidden = false
  #isStartDue = false
  #topBefore = 0

  /** `view` scrolls, and is what the rows of `list` are placed in. */
  constructor(view: HTMLElement, list: HTMLElement) {
    this.#view = view
    this.#list = list
    this.#observer = new ResizeObserver(() => this.#place(view.scrollTop))
    this.#observer.observe(view)
    this.#observer.observe(list)
    view.addEventListener('scroll', this.#record, { passive: true })
  }

  end(): void {
    this.#observer.disconnect()
    this.#view.removeEventListener('scroll', this.#record)
  }

  get isAtEnd(): boolean {
    return this.#isHeldAtEnd
  }

  /** In pixels from the top of the content. */
  get top(): number {
    return this.#view.scrollTop
  }

  /** After each change of the content, before it is painted. `topBefore` is where the view stood before the change. */
  laid(laid: Laid, topBefore: number): void {
    const isReplaced = laid.generation !== this.#laid?.generation
    this.#laid = laid
    if (isReplaced) this.#isStartDue = true
    this.#place(topBefore)
  }

  #place(topBefore: number): void {
    if (this.#view.clientHeight === 0) {
      this.#isHidden = true
      return
    }
    const top = this.#isHidden ? this.#topBefore : topBefore
    this.#isHidden = false
    if (this.#isStartDue && this.#laid !== null) {
      this.#isStartDue = false
      this.#start(this.#laid.startOf())
    } else this.#settle(top)
  }

  toEnd(isSmooth = false): void {
    this.#isHeldAtEnd = true
    const isNear = this.#view.scrollHeight - this.#view.scrollTop < 3 * this.#view.clientHeight
    this.#view.scrollTo({ top: this.#view.scrollHeight, behavior: isSmooth && isNear ? 'smooth' : 'instant' })
  }

  /** The rows that are in view, from top to bottom. */
  inView(): HTMLElement[] {
    const { scrollTop, clientHeight } = this.#view
    const rows = this.#list.children
    const shown: HTMLElement[] = []
    for (let index = firstBelow(rows, scrollTop); index < rows.length; index++) {
      const row = rows[index]
      if (!(row instanceof HTMLElement)) continue
      if (row.offsetTop >= scrollTop + clientHeight) break
      shown.push(row)
    }
    return shown
  }

  #row(key: string): HTMLElement | null {
    return this.#list.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
  }

  #start(start: Start): void {
    const row = start.at === 'key' ? this.#row(start.key) : null
    this.#isHeldAtEnd = row === null
    if (row === null || start.at === 'end') this.#view.scrollTop = this.#view.scrollHeight
    else this.#view.scrollTop = row.offsetTop - start.offset(this.#view.clientHeight, row.offsetHeight)
    this.#record()
  }

  /** Puts what was in view back where it was. */
  #settle(topBefore: number): void {
    const { scrollHeight, clientHeight } = this.#view
    const hasGrown = scrollHeight !== this.#heightsBefore.content || clientHeight !== this.#heightsBefore.view
    if (this.#isHeldAtEnd) {
      // Near the end is not at the end: nothing moves under the eyes before something has come.
      if (hasGrown) this.#view.scrollTop = scrollHeight
    } else {
      for (const { key, topPx } of this.#inViewBefore) {
        const row = this.#row(key)
        if (row === null) continue
        const top = topBefore + row.offsetTop - topPx
        if (top !== this.#view.scrollTop) this.#view.scrollTop = top
        break
      }
    }
    this.#record()
  }

  /** Remembers what is in view. */
  readonly #record = (): void => {
    const { scrollHeight, scrollTop, clientHeight } = this.#view
    if (this.#isHidden || clientHeight === 0) return
    this.#topBefore = scrollTop
    this.#inViewBefore = this.inView().map((row) => ({ key: row.dataset['key'] ?? '', topPx: row.offsetTop }))
    this.#heightsBefore = { content: scrollHeight, view: clientHeight }
    this.#isHeldAtEnd = this.#laid?.isComplete === true && scrollHeight - scrollTop - clientHeight < NEAR_PX
    this.#laid?.onMoved(this)
  }
}

/** The index of the first row that ends below `topPx`, by bisection: rows are in order. */
function firstBelow(rows: HTMLCollection, topPx: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const row = rows[middle]
    if (row instanceof HTMLElement && row.offsetTop + row.offsetHeight <= topPx) low = middle + 1
    else high = middle
  }
  return low
}
