import { connect } from 'node:net'
import type { Socket } from 'node:net'

const OPEN = 0x30 // '0'
const PING = 0x32 // '2'
const MESSAGE = 0x34 // '4'
const EVENT = 0x32 // '42'
const ACK = 0x33 // '43'
const CONNECTED = 0x30 // '40'

export interface EngineHandlers {
  connected?: () => void
  /** `42[...]`: the bytes of one event, without the prefix. Valid only during the call. */
  event?: (bytes: Buffer, start: number, end: number) => void
  /** `43<id>[...]`: an ack, with the bytes of its JSON array. */
  ack?: (id: number, bytes: Buffer, start: number, end: number) => void
  closed?: () => void
}

/**
 * A Socket.IO client (protocol 5 over Engine.IO 4, WebSocket only) written by hand, so that thousands of them cost
 * the load generator little: no per-frame objects, nothing parsed that nobody reads.
 */
export class EngineSocket {
  readonly tcp: Socket
  isConnected = false
  private readonly handlers: EngineHandlers
  private rest: Buffer | null = null
  private isUpgraded = false
  private readonly auth: string

  constructor(port: number, auth: object | null, handlers: EngineHandlers) {
    this.handlers = handlers
    this.auth = auth === null ? '' : JSON.stringify(auth)
    this.tcp = connect({ port, host: '127.0.0.1', noDelay: true })
    this.tcp.on('connect', () => {
      this.tcp.write(
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n' +
          'Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      )
    })
    this.tcp.on('data', (chunk: Buffer) => {
      // What is said in answer to one chunk leaves in one write.
      this.tcp.cork()
      this.read(chunk)
      this.tcp.uncork()
    })
    this.tcp.on('error', () => undefined)
    this.tcp.on('close', () => {
      this.isConnected = false
      this.handlers.closed?.()
    })
  }

  /** Sends one event that wants the ack `id`. */
  emit(id: number, name: string, payload: string): void {
    this.write(`42${id}["${name}",${payload}]`)
  }

  close(): void {
    this.tcp.destroy()
  }

  private write(text: string): void {
    const length = Buffer.byteLength(text)
    const head = length < 126 ? 6 : length < 65_536 ? 8 : 14
    const frame = Buffer.allocUnsafe(head + length)
    frame[0] = 0x81
    if (length < 126) frame[1] = 0x80 | length
    else if (length < 65_536) {
      frame[1] = 0x80 | 126
      frame.writeUInt16BE(length, 2)
    } else {
      frame[1] = 0x80 | 127
      frame.writeBigUInt64BE(BigInt(length), 2)
    }
    // A mask of zero is a legal mask that leaves the payload as it is.
    frame.fill(0, head - 4, head)
    frame.write(text, head)
    this.tcp.write(frame)
  }

  private read(chunk: Buffer): void {
    let buffer = this.rest === null ? chunk : Buffer.concat([this.rest, chunk])
    this.rest = null
    if (!this.isUpgraded) {
      const end = buffer.indexOf('\r\n\r\n')
      if (end < 0) {
        this.rest = buffer
        return
      }
      if (!buffer.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))) {
        this.tcp.destroy()
        return
      }
      this.isUpgraded = true
      buffer = buffer.subarray(end + 4)
    }
    let at = 0
    while (buffer.length - at >= 2) {
      let length = (buffer[at + 1] ?? 0) & 0x7f
      let head = 2
      if (length === 126) {
        if (buffer.length - at < 4) break
        length = buffer.readUInt16BE(at + 2)
        head = 4
      } else if (length === 127) {
        if (buffer.length - at < 10) break
        length = Number(buffer.readBigUInt64BE(at + 2))
        head = 10
      }
      if (buffer.length - at < head + length) break
      const opcode = (buffer[at] ?? 0) & 0x0f
      if (opcode === 1) this.packet(buffer, at + head, at + head + length)
      else if (opcode === 8) this.tcp.destroy()
      at += head + length
    }
    if (at < buffer.length) this.rest = at === 0 ? buffer : Buffer.from(buffer.subarray(at))
  }

  private packet(bytes: Buffer, start: number, end: number): void {
    const type = bytes[start]
    if (type === PING) this.write('3')
    else if (type === OPEN) this.write(`40${this.auth}`)
    else if (type === MESSAGE) {
      const kind = bytes[start + 1]
      if (kind === EVENT) this.handlers.event?.(bytes, start + 2, end)
      else if (kind === ACK) {
        let at = start + 2
        let id = 0
        while (at < end) {
          const digit = (bytes[at] ?? 0) - 0x30
          if (digit < 0 || digit > 9) break
          id = id * 10 + digit
          at++
        }
        this.handlers.ack?.(id, bytes, at, end)
      } else if (kind === CONNECTED) {
        this.isConnected = true
        this.handlers.connected?.()
      } else this.tcp.destroy()
    }
  }
}

export const seqKey = Buffer.from('"seq":')

/** The number after the first `"seq":` in `bytes[start, end)`, or -1. */
export function seqIn(bytes: Buffer, start: number, end: number): number {
  const found = bytes.indexOf(seqKey, start)
  if (found < 0 || found >= end) return -1
  let at = found + seqKey.length
  let seq = 0
  while (at < end) {
    const digit = (bytes[at] ?? 0) - 0x30
    if (digit < 0 || digit > 9) break
    seq = seq * 10 + digit
    at++
  }
  return seq
}

/** Whether the event at `start` is called `name`: compares bytes, parses nothing. */
export function isEvent(bytes: Buffer, start: number, name: Buffer): boolean {
  return bytes.compare(name, 0, name.length, start + 2, start + 2 + name.length) === 0
}

const okAck = Buffer.from('[{"ok":true')

/** Whether the ack at `start` says yes. */
export function isOk(bytes: Buffer, start: number): boolean {
  return bytes.compare(okAck, 0, okAck.length, start, start + okAck.length) === 0
}
