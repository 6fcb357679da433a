import { randomBytes } from 'node:crypto'
import { Agent, request as ask } from 'node:http'
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex, Writable } from 'node:stream'
import { pipeline } from 'node:stream'
import type { Nodes } from '../nodes/nodes.ts'
import { connectionIdOf } from './gate.ts'
import type { GateKeeper } from './gate.ts'

type Known = Pick<Nodes, 'id' | 'addressOf'>

/** A call that is for another node. */
interface ForOther {
  address: string
  method: string
  path: string
}

/** What was handed on once stays where it is, so that nothing goes round. Whoever else says so gains nothing by it. */
const HANDED = 'x-kith-handed-on'
const SEPARATOR = '.'
const ID_BYTES = 15
/** All that Engine.IO needs. No cookie and no address goes along: who somebody is was settled by the handshake. */
const passedOn = /^(content-type|content-length|transfer-encoding|origin|sec-websocket-.+)$/
const passedBack = /^(content-type|content-length|transfer-encoding|cache-control)$/
/** As Engine.IO says it of an id that it does not know: whereupon a client connects anew. */
const unknown = JSON.stringify({ code: 1, message: 'Session ID unknown' })
const refusal = `HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: ${unknown.length}\r\n\r\n${unknown}`

/** A new id of a connection, which nobody guesses; it begins with that of its node. */
export function connectionIdFor(nodeId: string): string {
  return nodeId + SEPARATOR + randomBytes(ID_BYTES).toString('base64url')
}

/**
 * Hands a call for a connection of another node on to that node, so that a proxy may send each call of long polling
 * wherever it likes. The other node believes it no more than any other call.
 */
export class HandingOn implements GateKeeper {
  readonly #nodes: Known
  readonly #agent = new Agent({ keepAlive: true })
  /** What stands open here for connections of other nodes. */
  readonly #open = new Map<Writable, ForOther>()
  #isLeaving = false

  constructor(nodes: Known) {
    this.#nodes = nodes
  }

  request(request: IncomingMessage, response: ServerResponse): boolean {
    const other = this.#otherOf(request)
    if (other === null) return false
    if (this.#isLeaving && request.method === 'GET') {
      // Whatever is read again may be asked of another node, which a proxy does by itself.
      response.writeHead(503, { 'retry-after': '0', 'content-length': '0', 'cache-control': 'no-store' }).end()
      return true
    }
    const handed = handOn(other, selected(request.headers, passedOn), this.#agent)
    handed.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, selected(answer.headers, passedBack))
      pipeline(answer, response, () => undefined)
    })
    handed.on('error', () => {
      // An answer that broke off is no answer, either.
      if (response.headersSent) response.destroy()
      else response.writeHead(400, { 'content-type': 'application/json' }).end(unknown)
    })
    if (request.method === 'GET') this.#open.set(response, other)
    response.once('close', () => {
      this.#open.delete(response)
      handed.destroy()
    })
    request.pipe(handed)
    return true
  }

  upgrade(request: IncomingMessage, near: Duplex, head: Buffer): boolean {
    const other = this.#otherOf(request)
    if (other === null) return false
    const headers = { ...selected(request.headers, passedOn), connection: 'Upgrade', upgrade: 'websocket' }
    const handed = handOn(other, headers, new Agent())
    handed.on('upgrade', ({ rawHeaders }: IncomingMessage, far: Duplex, farHead: Buffer) => {
      const lines = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? `${name}: ${rawHeaders[at + 1]}\r\n` : []))
      near.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('')}\r\n`)
      near.write(farHead)
      far.write(head)
      this.#open.set(near, other)
      const end = (): void => {
        this.#open.delete(near)
        near.destroy()
        far.destroy()
      }
      pipeline(near, far, end)
      pipeline(far, near, end)
    })
    handed.on('response', () => near.end(refusal))
    handed.on('error', () => near.end(refusal))
    near.on('error', () => handed.destroy())
    near.once('close', () => handed.destroy())
    handed.end()
    return true
  }

  /** Has the other nodes ask those devices to connect anew that are connected through here. */
  leave(): void {
    this.#isLeaving = true
    for (const other of this.#open.values()) {
      const asked = handOn({ ...other, method: 'DELETE' }, {}, this.#agent)
      asked.on('response', (answer) => answer.resume())
      // A node that is gone has nobody who could be asked.
      asked.on('error', () => undefined)
      asked.end()
    }
  }

  /** What goes through here to other nodes ends. */
  close(): void {
    for (const stream of this.#open.keys()) stream.destroy()
    this.#agent.destroy()
  }

  /** Null when it is for this node to answer. */
  #otherOf(request: IncomingMessage): ForOther | null {
    if (request.headers[HANDED] !== undefined) return null
    const id = connectionIdOf(request)
    const nodeId = id?.slice(0, Math.max(0, id.lastIndexOf(SEPARATOR))) ?? ''
    if (nodeId === '' || nodeId === this.#nodes.id) return null
    const address = this.#nodes.addressOf(nodeId)
    return address === null ? null : { address, method: request.method ?? 'GET', path: request.url ?? '' }
  }
}

function handOn({ address, method, path }: ForOther, headers: IncomingHttpHeaders, agent: Agent): ClientRequest {
  // The path apart from the address, so that nothing in it leads elsewhere.
  return ask(address, { method, path, agent, headers: { ...headers, [HANDED]: '1' } })
}

function selected(headers: IncomingHttpHeaders, wanted: RegExp): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => wanted.test(name)))
}
