import { connect } from 'node:net'
import type { Socket } from 'node:net'

export interface HttpAnswer {
  status: number
  body: Buffer
}

const HEAD_END = Buffer.from('\r\n\r\n')

/** One kept-alive HTTP/1.1 connection that asks one thing at a time, by hand, so that it costs the generator little. */
export class HttpSocket {
  readonly #tcp: Socket
  #chunks: Buffer[] = []
  #length = 0
  /** Of the whole answer under way, once its head is here. */
  #wanted = Infinity
  #bodyAt = 0
  #status = 0
  #resolve: ((answer: HttpAnswer) => void) | null = null
  #reject: ((reason: Error) => void) | null = null

  constructor(port: number) {
    this.#tcp = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#tcp.on('data', (chunk: Buffer) => this.#read(chunk))
    this.#tcp.on('error', () => undefined)
    this.#tcp.on('close', () => this.#reject?.(new Error('the server closed a connection')))
  }

  get(path: string, token: string): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
      this.#tcp.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n\r\n`)
    })
  }

  close(): void {
    this.#reject = null
    this.#tcp.destroy()
  }

  #read(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#length += chunk.length
    if (this.#wanted === Infinity) this.#readHead()
    if (this.#length < this.#wanted) return
    const whole = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks)
    const answer = { status: this.#status, body: whole.subarray(this.#bodyAt, this.#wanted) }
    const resolve = this.#resolve
    this.#chunks = []
    this.#length = 0
    this.#wanted = Infinity
    this.#resolve = null
    this.#reject = null
    resolve?.(answer)
  }

  #readHead(): void {
    const soFar = this.#chunks.length === 1 ? (this.#chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#chunks)
    const end = soFar.indexOf(HEAD_END)
    if (end < 0) return
    const head = soFar.toString('latin1', 0, end)
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
    if (length === undefined) {
      this.#reject?.(new Error(`an answer without a length: ${head}`))
      return
    }
    this.#status = Number(head.slice(9, 12))
    this.#bodyAt = end + HEAD_END.length
    this.#wanted = this.#bodyAt + Number(length)
  }
}
