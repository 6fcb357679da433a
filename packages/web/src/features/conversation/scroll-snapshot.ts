import { Component } from 'react'

interface ScrollSnapshotProps {
  /** Asked before the page is changed. */
  before: () => number
  /** Told after it was changed and before it is painted. */
  after: (before: number) => void
}

/**
 * Where the view stood right before a change of its content. A shorter content moves the view while it is changed, and
 * hooks come only then: a class is the one way that React has to look before.
 */
export class ScrollSnapshot extends Component<ScrollSnapshotProps> {
  override componentDidMount(): void {
    this.props.after(this.props.before())
  }

  override getSnapshotBeforeUpdate(): number {
    return this.props.before()
  }

  override componentDidUpdate(_props: ScrollSnapshotProps, _state: unknown, before: number): void {
    this.props.after(before)
  }

  override render(): null {
    return null
  }
}
