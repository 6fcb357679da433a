import { keyFor, sealBytes, unsealBytes } from '../secrets.ts'

/** Of what lies in the channel; what begins otherwise is of a build that this one does not understand. */
const VERSION = 1
const ID_CHARS = 12
const KEYS_MAX = 1_000

/**
 * Seals what nodes publish: whoever can write to Redis and has not the secret tells nobody anything, and whoever can read
 * there learns no more than which node says how much. A version, the id of the node, and what it said, sealed for it.
 */
export class Envelopes {
  readonly #secret: string
  readonly #keys = new Map<string, Buffer>()

  constructor(secret: string) {
    this.#secret = secret
  }

  seal(nodeId: string, text: string): Buffer {
    const sealed = sealBytes(this.#keyOf(nodeId), Buffer.from(text))
    return Buffer.concat([Buffer.of(VERSION), Buffer.from(nodeId, 'latin1'), sealed])
  }

  /** Who published what; null for anything that no node of ours sealed. */
  open(bytes: Buffer): { nodeId: string; text: string } | null {
    if (bytes[0] !== VERSION) return null
    const nodeId = bytes.toString('latin1', 1, 1 + ID_CHARS)
    if (!/^[\w-]{12}$/.test(nodeId)) return null
    const text = unsealBytes(this.#keyOf(nodeId), bytes.subarray(1 + ID_CHARS))
    return text === null ? null : { nodeId, text: text.toString() }
  }

  /** A key for each node, since one key must not seal too much under random nonces. */
  #keyOf(nodeId: string): Buffer {
    const known = this.#keys.get(nodeId)
    if (known !== undefined) return known
    const key = keyFor(this.#secret, `node ${nodeId}`)
    if (this.#keys.size >= KEYS_MAX) this.#keys.clear()
    this.#keys.set(nodeId, key)
    return key
  }
}
