import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { onTestFinished } from 'vitest'
import { freePort } from './free-port.ts'
import { PATIENCE_MS } from './patience.ts'

export interface Letter {
  to: string
  subject: string
  text: string
}

/** A real mail server on loopback that keeps what it gets. */
export class Letterbox {
  readonly letters: Letter[] = []
  readonly #waiting = new Set<() => void>()
  #url = ''
  #port = 0

  /** The settings of a Kith that sends its letters here. Its people come by another address than its tests. */
  get settings(): Record<string, string> {
    return {
      SMTP_URL: this.#url,
      PUBLIC_URL: 'https://kith.example.org',
      PORT: String(this.#port),
      ALLOWED_ORIGINS: `http://127.0.0.1:${this.#port}`,
    }
  }

  static async open(): Promise<Letterbox> {
    const box = new Letterbox()
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onData: (stream, session, done) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address).join(', ')
          box.#took(letterOf(to, Buffer.concat(chunks).toString('utf8')))
          done()
        })
      },
    })
    const { promise, resolve } = Promise.withResolvers<void>()
    server.listen(0, '127.0.0.1', resolve)
    await promise
    box.#url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
    box.#port = await freePort()
    onTestFinished(() => new Promise<void>((closed) => server.close(() => closed())))
    return box
  }

  /** The first letter that fulfils `condition`, here already or still to come. */
  async letter(to: string, subject: RegExp): Promise<Letter> {
    const found = (): Letter | undefined => this.letters.find((each) => each.to === to && subject.test(each.subject))
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const timer = setTimeout(() => reject(new Error(`no letter to ${to} about ${subject}`)), PATIENCE_MS)
    const check = (): void => void (found() !== undefined && resolve())
    this.#waiting.add(check)
    check()
    await promise.finally(() => {
      clearTimeout(timer)
      this.#waiting.delete(check)
    })
    const letter = found()
    if (letter === undefined) throw new Error('a letter came and went')
    return letter
  }

  #took(letter: Letter): void {
    this.letters.push(letter)
    for (const check of this.#waiting) check()
  }
}

/** The secret of the link in a letter. */
export function tokenIn({ text }: Pick<Letter, 'text'>): string {
  const token = /https?:\/\/\S+#([\w-]{43})/.exec(text)?.[1]
  if (token === undefined) throw new Error(`there is no link in: ${text}`)
  return token
}

function letterOf(to: string, source: string): Letter {
  const end = source.indexOf('\r\n\r\n')
  const head = source.slice(0, end).replaceAll(/\r\n[ \t]+/g, ' ')
  const body = source.slice(end + 4)
  const isQuoted = /^content-transfer-encoding: quoted-printable/im.test(head)
  const text = isQuoted
    ? body
        .replaceAll(/=\r\n/g, '')
        .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : body
  return { to, subject: /^subject: (.*)$/im.exec(head)?.[1] ?? '', text: text.replaceAll('\r\n', '\n') }
}
