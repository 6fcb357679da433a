import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { StartError } from './start-error.ts'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const SECRET_MIN_CHARS = 32

/**
 * The secret of this server: SESSION_SECRET, or one made at the first start and kept beside the database, readable by
 * its owner only. A stolen copy of the database alone opens nothing that was sealed with it.
 * @throws StartError when the one that is set is too short
 */
export function secretOf(config: Config, dataDirectory: string): string {
  if (config.SESSION_SECRET !== null) {
    if (config.SESSION_SECRET.length >= SECRET_MIN_CHARS) return config.SESSION_SECRET
    throw new StartError(
      `SESSION_SECRET: has fewer than ${SECRET_MIN_CHARS} characters. Unset it, or use a longer one.`,
    )
  }
  const path = join(dataDirectory, 'secret')
  if (!existsSync(path)) {
    mkdirSync(dataDirectory, { recursive: true })
    writeFileSync(path, `${randomBytes(KEY_BYTES).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  }
  return readFileSync(path, 'utf8').trim()
}

/** Seals what must be read again, such as a TOTP key, for one `purpose`: AES-256-GCM as base64url. */
export function seal(secret: string, purpose: string, text: string): string {
  return sealBytes(keyFor(secret, purpose), Buffer.from(text)).toString('base64url')
}

/** What `seal` was given; null when it was sealed with another secret, for another purpose, or changed. */
export function unseal(secret: string, purpose: string, sealed: string): string | null {
  return unsealBytes(keyFor(secret, purpose), Buffer.from(sealed, 'base64url'))?.toString() ?? null
}

/** As `seal`, with a key of `keyFor` that whoever seals much keeps. */
export function sealBytes(key: Buffer, bytes: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const sealed = [cipher.update(bytes), cipher.final()]
  return Buffer.concat([nonce, cipher.getAuthTag(), ...sealed])
}

/** What `sealBytes` was given; null when it was sealed with another key, or changed. */
export function unsealBytes(key: Buffer, bytes: Buffer): Buffer | null {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
  } catch {
    return null
  }
}

/** A hash that only this server can make, for what is too short to withstand guessing from a copy of the database. */
export function keyedHash(secret: string, purpose: string, text: string): string {
  return createHmac('sha256', keyFor(secret, purpose)).update(text).digest('hex')
}

/** The key for one `purpose`. */
export function keyFor(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `kith ${purpose}`, KEY_BYTES))
}
