import { breachOf } from '../breach.ts'
import type { Breach } from '../breach.ts'
import { pause } from '../crowd.ts'
import type { Device } from '../device.ts'

const REST_MS = 400
/** Of what is shorter the web client says nothing. */
const BANNER_MS = 1_500

/** What people would notice while nodes are restarted: a device that is offline, a call that fails. */
export class Calm {
  calls = 0
  longestOfflineMs = 0
  readonly #breaches: Breach[] = []
  readonly #devices: readonly Device[]
  #isOver = false
  readonly #callers: Promise<void>[]
  readonly #watches: (() => void)[]

  constructor(devices: readonly Device[]) {
    this.#devices = devices
    this.#watches = devices.map((device) => this.#watch(device))
    this.#callers = devices.map((device) => this.#call(device))
  }

  get slowestSendMs(): number {
    return Math.max(...this.#devices.map(({ slowestSendMs }) => slowestSendMs))
  }

  /** What was noticed. */
  async end(): Promise<Breach[]> {
    this.#isOver = true
    await Promise.all(this.#callers)
    for (const unsubscribe of this.#watches) unsubscribe()
    return this.#breaches
  }

  #watch(device: Device): () => void {
    let since: number | null = null
    return device.client.subscribe(() => {
      if (device.isOnline && since !== null) {
        const ms = performance.now() - since
        since = null
        this.longestOfflineMs = Math.max(this.longestOfflineMs, ms)
        const { name, client } = device
        if (ms >= BANNER_MS)
          this.#breaches.push(
            breachOf('noticed', `${name} was offline for ${ms.toFixed(0)} ms (${client.api.baseUrl})`),
          )
      } else if (!device.isOnline) since ??= performance.now()
    })
  }

  /** Reads and writes what no outbox sends again. */
  async #call({ name, client }: Device): Promise<void> {
    while (!this.#isOver) {
      try {
        await client.api.call('GET /api/conversations', { limit: 20 })
        await client.api.call('PATCH /api/me', { bio: `call ${this.calls}` })
        this.calls += 2
      } catch (error) {
        this.#breaches.push(breachOf('noticed', `a call of ${name} failed: ${String(error)} (${client.api.baseUrl})`))
      }
      await pause(REST_MS)
    }
  }
}
