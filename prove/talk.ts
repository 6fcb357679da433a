import type { Chance } from '../scripts/seed/chance.ts'
import { pause } from './crowd.ts'
import type { Crowd } from './crowd.ts'
import type { Device } from './device.ts'

/** So many sends may one device have open. */
const OPEN_MAX = 3
/** Few talk as much as many. */
const REST_MAX_MS = 0.6

/** Everyone sends until so many messages are acknowledged. */
export class Talk {
  acknowledged = 0
  /** Called at each ack, at once. */
  onAck: () => void = () => undefined
  /** Sends that the server refused for good, with its reason. */
  readonly refused: string[] = []
  readonly #crowd: Crowd
  readonly #chance: Chance
  #sends: number
  readonly #restMaxMs: number
  #begun = 0
  isEnded = false

  constructor(crowd: Crowd, chance: Chance, { sends, restMaxMs }: { sends: number; restMaxMs?: number }) {
    this.#crowd = crowd
    this.#chance = chance
    this.#sends = sends
    this.#restMaxMs = restMaxMs ?? REST_MAX_MS * crowd.devices.length
  }

  get isOver(): boolean {
    return this.acknowledged + this.refused.length >= this.#sends
  }

  /** Nothing more is said than has been begun. */
  enough(): void {
    this.#sends = this.#begun
  }

  /** Resolves when every send is acknowledged or refused, or when none was for `patienceMs`. */
  async run(patienceMs: number): Promise<void> {
    const isDone = Promise.withResolvers<void>()
    let last = -1
    let movedAt = performance.now()
    const watch = setInterval(() => {
      if (this.acknowledged !== last) movedAt = performance.now()
      last = this.acknowledged
      if (this.isOver || performance.now() - movedAt > patienceMs) isDone.resolve()
    }, 20)
    for (const device of this.#crowd.devices) void this.#speak(device)
    await isDone.promise
    clearInterval(watch)
    this.isEnded = true
  }

  /** Resolves when so many are acknowledged, or when there will be no more. */
  async reaches(count: number): Promise<void> {
    while (this.acknowledged < count && !this.isEnded) await pause(1)
  }

  async #speak(device: Device): Promise<void> {
    let open = 0
    let turn = Promise.withResolvers<void>()
    while (this.#begun < this.#sends && !this.isEnded) {
      if (open >= OPEN_MAX) {
        await turn.promise
        turn = Promise.withResolvers<void>()
        continue
      }
      this.#begun++
      open++
      const body = `${device.name}, ${this.#begun}`
      void device
        .send(this.#chance.pick(device.conversationIds), body)
        .then(
          () => {
            this.acknowledged++
            this.onAck()
          },
          (error: unknown) => this.refused.push(String(error)),
        )
        .finally(() => {
          open--
          turn.resolve()
        })
      await pause(this.#chance.between(0, this.#restMaxMs))
    }
  }
}
