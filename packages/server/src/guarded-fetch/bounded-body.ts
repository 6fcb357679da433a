import type { IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import type { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

const unpackers: Readonly<Record<string, () => Transform>> = {
  identity: () => new PassThrough(),
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

/**
 * The first `maxBytes` of a body, unpacked as it comes in, so that no more is ever held however small it was packed.
 * @throws when it is packed in a way that was not asked for, breaks off or is not what it says
 */
export async function readBounded(
  response: IncomingMessage,
  maxBytes: number,
): Promise<{ bytes: Buffer; isWhole: boolean }> {
  const packing = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  const unpack = unpackers[packing]
  if (unpack === undefined) throw new Error('packed in an unknown way')
  const chunks: Buffer[] = []
  const enough = new Error('enough was read')
  let length = 0
  const gather = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of source) {
      chunks.push(chunk)
      length += chunk.length
      if (length > maxBytes) throw enough
    }
  }
  try {
    // Much that unpacks to nothing is no less a flood.
    await pipeline(response, (source: AsyncIterable<Buffer>) => upTo(source, maxBytes), unpack(), gather)
  } catch (error) {
    if (error !== enough) throw error
  }
  return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), isWhole: length <= maxBytes }
}

async function* upTo(source: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let length = 0
  for await (const chunk of source) {
    yield chunk
    length += chunk.length
    if (length > 2 * maxBytes) throw new Error('too long')
  }
}
