interface Peer {
  /** The number of what was heard last of it. */
  last: number
  heardAt: number
  address: string | null
  /** Whether everybody who is connected to it was told. */
  isWhole: boolean
}

interface PeersEars {
  met(nodeId: string): void
  lost(nodeId: string): void
  /** Something that this node told was not heard. */
  missed(nodeId: string): void
}

/** The other nodes, as far as they were heard: each numbers what it tells, so that what is missing shows. */
export class Peers {
  readonly #ears: PeersEars
  readonly #peers = new Map<string, Peer>()

  constructor(ears: PeersEars) {
    this.#ears = ears
  }

  get ids(): string[] {
    return [...this.#peers.keys()]
  }

  get areWhole(): boolean {
    return [...this.#peers.values()].every(({ isWhole }) => isWhole)
  }

  addressOf(nodeId: string): string | null {
    return this.#peers.get(nodeId)?.address ?? null
  }

  /** Whether `number` is yet to be heard; what it leaves out was missed. What was heard already is somebody's copy. */
  isNext(nodeId: string, number: number): boolean {
    const peer = this.#peers.get(nodeId) ?? this.#meet(nodeId, number - 1)
    peer.heardAt = performance.now()
    if (number <= peer.last) return false
    const isGap = number > peer.last + 1
    peer.last = number
    if (isGap) this.#missed(nodeId, peer)
    return true
  }

  alive(nodeId: string, { last, address }: { last: number; address: string }): void {
    const peer = this.#peers.get(nodeId) ?? this.#meet(nodeId, last)
    peer.heardAt = performance.now()
    peer.address = address
    if (last <= peer.last) return
    peer.last = last
    this.#missed(nodeId, peer)
  }

  isWhole(nodeId: string): void {
    const peer = this.#peers.get(nodeId)
    if (peer !== undefined) peer.isWhole = true
  }

  /** Redis is there again: whatever they told meanwhile may be lost, and none of them could be heard. */
  allUnsure(): void {
    for (const peer of this.#peers.values()) {
      peer.isWhole = false
      peer.heardAt = performance.now()
    }
  }

  forget(nodeId: string): void {
    if (this.#peers.delete(nodeId)) this.#ears.lost(nodeId)
  }

  forgetSilent(since: number): void {
    for (const [nodeId, { heardAt }] of this.#peers) if (heardAt < since) this.forget(nodeId)
  }

  #meet(nodeId: string, last: number): Peer {
    const peer: Peer = { last, heardAt: performance.now(), address: null, isWhole: false }
    this.#peers.set(nodeId, peer)
    this.#ears.met(nodeId)
    // It told something before it was heard here.
    if (last > 0) this.#ears.missed(nodeId)
    return peer
  }

  #missed(nodeId: string, peer: Peer): void {
    peer.isWhole = false
    this.#ears.missed(nodeId)
  }
}
