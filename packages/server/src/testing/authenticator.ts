import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { PasskeyAssertion, PasskeyOptions, PasskeyRegistration } from '@kith/protocol/security.ts'

/* A passkey made of software, for what no browser does: it signs whatever a test wants, for whichever page. */

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const HAS_KEY = 0x40

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest()
const base64url = (bytes: Buffer): string => bytes.toString('base64url')

export interface Ceremony {
  origin: string
  rpId?: string
  isUserVerified?: boolean
}

export class Authenticator {
  readonly credentialId = randomBytes(32)
  readonly #privateKey: KeyObject
  readonly #x: Buffer
  readonly #y: Buffer
  #userHandle = ''
  #count = 0

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    this.#privateKey = privateKey
    this.#x = Buffer.from(x, 'base64url')
    this.#y = Buffer.from(y, 'base64url')
  }

  register(options: PasskeyOptions, ceremony: Ceremony): PasskeyRegistration {
    const user = options['user']
    if (typeof user === 'object' && user !== null && 'id' in user) this.#userHandle = String(user.id)
    const idLength = Buffer.alloc(2)
    idLength.writeUInt16BE(this.credentialId.length)
    const authData = Buffer.concat([
      this.#authenticatorData(ceremony, HAS_KEY),
      Buffer.alloc(16),
      idLength,
      this.credentialId,
      this.#coseKey(),
    ])
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      cborText('fmt'),
      cborText('none'),
      cborText('attStmt'),
      Buffer.from([0xa0]),
      cborText('authData'),
      cborBytes(authData),
    ])
    return {
      ...this.#identity(),
      response: {
        clientDataJSON: base64url(clientData('webauthn.create', options.challenge, ceremony)),
        attestationObject: base64url(attestationObject),
        transports: ['internal'],
      },
    }
  }

  assert({ challenge }: PasskeyOptions, ceremony: Ceremony): PasskeyAssertion {
    this.#count++
    const authenticatorData = this.#authenticatorData(ceremony, 0)
    const client = clientData('webauthn.get', challenge, ceremony)
    return {
      ...this.#identity(),
      response: {
        clientDataJSON: base64url(client),
        authenticatorData: base64url(authenticatorData),
        signature: base64url(sign('sha256', Buffer.concat([authenticatorData, sha256(client)]), this.#privateKey)),
        ...(this.#userHandle === '' ? {} : { userHandle: this.#userHandle }),
      },
    }
  }

  #identity() {
    const id = base64url(this.credentialId)
    return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} }
  }

  #authenticatorData({ origin, rpId, isUserVerified = true }: Ceremony, more: number): Buffer {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(this.#count)
    const flags = USER_PRESENT | (isUserVerified ? USER_VERIFIED : 0) | more
    return Buffer.concat([sha256(rpId ?? new URL(origin).hostname), Buffer.from([flags]), count])
  }

  /** EC2, ES256, P-256. */
  #coseKey(): Buffer {
    return Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
      cborBytes(this.#x),
      Buffer.from([0x22]),
      cborBytes(this.#y),
    ])
  }
}

function clientData(type: string, challenge: string, { origin }: Ceremony): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
}

function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)])
}

function cborBytes(bytes: Buffer): Buffer {
  const head =
    bytes.length < 256 ? Buffer.from([0x58, bytes.length]) : Buffer.from([0x59, bytes.length >> 8, bytes.length & 0xff])
  return Buffer.concat([head, bytes])
}
