import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { conversationId, tokenOf } from '../../bench/world.ts'

const EVERY_MS = 50
const AGAIN_MS = 500

/** One who writes all the time into one conversation, whatever becomes of the server, and keeps a ledger. */
export class Talker {
  /** Acknowledged, in order. */
  readonly stored: { id: string; body: string }[] = []
  /** How often writing was refused for a while. */
  refused = 0
  readonly #path = `/api/conversations/${conversationId(0)}/messages`
  #isDone = false
  #talking: Promise<void> | null = null

  /** `url` is where the server is now, or will be again. */
  begin(url: string): void {
    this.#talking = this.#talk(url)
  }

  /** Resolves once the last message is acknowledged. */
  async end(): Promise<void> {
    this.#isDone = true
    await this.#talking
  }

  async #talk(url: string): Promise<void> {
    for (let count = 0; !this.#isDone; count++) {
      await this.#send(url, { body: `on the way ${count}`, clientId: randomUUID() })
      await pause(EVERY_MS)
    }
  }

  /** The same message until it is acknowledged, as the outbox of a client does. */
  async #send(url: string, message: { body: string; clientId: string }): Promise<void> {
    for (;;) {
      const response = await fetch(url + this.#path, {
        method: 'POST',
        headers: { authorization: `Bearer ${tokenOf(0)}`, 'content-type': 'application/json' },
        body: JSON.stringify(message),
      }).catch(() => null)
      if (response?.ok === true) {
        const { id }: { id: string } = JSON.parse(await response.text())
        this.stored.push({ id, body: message.body })
        return
      }
      if (response !== null && response.status !== 503)
        throw new Error(`refused with ${response.status}: ${await response.text()}`)
      this.refused++
      await pause(AGAIN_MS)
    }
  }
}
