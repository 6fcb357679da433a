import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Below this it fits into the packet that goes out anyway. */
const COMPRESSED_FROM_BYTES = 1024
/** A sixth of the work of 4, and a tenth more bytes. */
const BROTLI_QUALITY = 1

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

/**
 * Sends `body` as JSON, compressed where that is worth it and gives nothing away: how long a compressed answer is tells
 * of what is in it, to whoever can make a browser ask again and again and listens on the line. So nothing that holds a
 * secret is compressed, nor what another site's page asked for, nor what answers a change.
 */
export async function sendJson(
  request: FastifyRequest,
  reply: FastifyReply,
  body: unknown,
  holdsSecrets: boolean,
): Promise<unknown> {
  const text = JSON.stringify(body)
  void reply.type('application/json; charset=utf-8')
  const mayCompress = request.method === 'GET' && !holdsSecrets
  if (mayCompress) void reply.header('vary', 'accept-encoding, sec-fetch-site')
  if (!mayCompress || text.length < COMPRESSED_FROM_BYTES || isForeign(request)) return reply.send(text)
  const accepted = acceptedEncodings(request.headers['accept-encoding'])
  if (accepted.has('br')) {
    const bytes = await brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })
    return reply.header('content-encoding', 'br').send(bytes)
  }
  if (accepted.has('gzip')) return reply.header('content-encoding', 'gzip').send(await gzipped(text))
  return reply.send(text)
}

/** Only browsers say where a call comes from, and no page can make them lie about it. */
function isForeign(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}

function acceptedEncodings(header: string | string[] | undefined): ReadonlySet<string> {
  const given = String(header ?? '')
    .toLowerCase()
    .split(',')
  return new Set(
    given.filter((each) => !/;\s*q=0(\.0*)?\s*$/.test(each)).map((each) => each.split(';')[0]?.trim() ?? ''),
  )
}
