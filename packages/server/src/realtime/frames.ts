import type { ServerEventName } from '@kith/protocol/sockets.ts'

const FINAL_TEXT = 0x81
const SHORT_MAX = 125
const MEDIUM_MAX = 65_535

/** An event as it goes over a WebSocket: Engine.IO message, Socket.IO event, in one unmasked text frame (RFC 6455, 5.2). */
export function frameOf(event: ServerEventName, payload: unknown): Buffer {
  const text = `42${JSON.stringify([event, payload])}`
  const sizeBytes = Buffer.byteLength(text)
  const headBytes = sizeBytes <= SHORT_MAX ? 2 : sizeBytes <= MEDIUM_MAX ? 4 : 10
  const frame = Buffer.allocUnsafe(headBytes + sizeBytes)
  frame[0] = FINAL_TEXT
  if (sizeBytes <= SHORT_MAX) frame[1] = sizeBytes
  else if (sizeBytes <= MEDIUM_MAX) {
    frame[1] = 126
    frame.writeUInt16BE(sizeBytes, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(sizeBytes), 2)
  }
  frame.write(text, headBytes)
  return frame
}
