import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Bytes } from './route.ts'

/**
 * Sends a file that somebody uploaded, or a part of it, so that no browser ever runs anything of it in our name:
 * of the type that we found, sandboxed, for this place's own pages only.
 */
export async function sendBytes(request: FastifyRequest, reply: FastifyReply, bytes: Bytes): Promise<unknown> {
  const { sizeBytes, etag } = bytes
  void reply.headers({
    'content-type': bytes.mediaType,
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-site',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': bytes.keepSeconds > 0 ? `private, max-age=${bytes.keepSeconds}, immutable` : 'private, no-store',
    'accept-ranges': bytes.isWhole === true ? 'none' : 'bytes',
    etag: `"${etag}"`,
    'content-disposition': bytes.downloadName === undefined ? 'inline' : attachment(bytes.downloadName),
  })
  if (request.headers['if-none-match']?.includes(`"${etag}"`) === true) return reply.status(304).send()
  const address = await addressElsewhere(request, bytes)
  if (address !== null) {
    void reply.removeHeader('content-disposition').removeHeader('etag').removeHeader('accept-ranges')
    return reply.header('cache-control', 'private, no-store').redirect(address, 302)
  }
  const isOther = request.headers['if-range'] !== undefined && request.headers['if-range'] !== `"${etag}"`
  const isWhole = isOther || bytes.isWhole === true
  const range = isWhole ? null : rangeOf(request.headers.range, sizeBytes)
  if (range === 'unsatisfiable') {
    void reply.removeHeader('content-disposition').header('content-range', `bytes */${sizeBytes}`)
    return reply.status(416).send()
  }
  const { start, end } = range ?? { start: 0, end: sizeBytes - 1 }
  if (range !== null) void reply.status(206).header('content-range', `bytes ${start}-${end}/${sizeBytes}`)
  void reply.header('content-length', Math.max(0, end - start + 1))
  // A text would make its own length that of the whole.
  if (request.method === 'HEAD') return reply.send(Readable.from([]))
  if (sizeBytes === 0) return reply.send('')
  return reply.send(await bytes.open({ start, end }))
}

/**
 * Of what is saved only, and by a click or by a program: a player asks again for as long as it plays, a browser keeps
 * pictures by their address, and storage lets no page of ours read what it answers.
 */
async function addressElsewhere({ method, headers }: FastifyRequest, bytes: Bytes): Promise<string | null> {
  const { elsewhere, downloadName, mediaType } = bytes
  const isForPage = headers['sec-fetch-dest'] !== undefined && headers['sec-fetch-mode'] !== 'navigate'
  if (elsewhere === undefined || downloadName === undefined || method !== 'GET' || isForPage) return null
  // By our own name of these bytes, which nobody else knows.
  if (headers['if-range'] !== undefined) return null
  return elsewhere({ mediaType, disposition: attachment(downloadName) })
}

/** One range is honoured; of several, or of what is none, nothing: then the whole is sent, as the standard allows. */
function rangeOf(
  header: string | undefined,
  sizeBytes: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  if (found === null) return null
  const [, from = '', to = ''] = found
  if (from === '' && to === '') return null
  const start = from === '' ? Math.max(0, sizeBytes - Number(to)) : Number(from)
  const end = from === '' || to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1)
  if (start >= sizeBytes || (from === '' && Number(to) === 0)) return 'unsatisfiable'
  // One that runs backwards is no range.
  return start > end ? null : { start, end }
}

/** RFC 6266: plain letters for old readers, the whole name encoded for the rest. */
function attachment(name: string): string {
  const plain = name.replaceAll(/[^\w.\- ]/g, '_')
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
