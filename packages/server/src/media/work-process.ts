import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const IDLE_MS = 60_000

/**
 * A process for work that may crash, hang or grow: it takes nothing with it but what it was asked. It is asked one thing
 * at a time, and replaced whenever one was too much for it. What it runs calls `answerWork`.
 */
export class WorkProcess<Work extends { id: string }, Answer extends { id: string }> {
  readonly #module: URL
  readonly #heapMb: number
  /** It ends itself sooner where it works; this is for one that stands still. */
  readonly #timeoutMs: number
  #child: ChildProcess | null = null
  #last: Promise<unknown> = Promise.resolve()
  #idle: NodeJS.Timeout | null = null

  constructor(module: URL, { heapMb, timeoutMs }: { heapMb: number; timeoutMs: number }) {
    this.#module = module
    this.#heapMb = heapMb
    this.#timeoutMs = timeoutMs
  }

  /** Null when it was too much for the process. */
  ask(work: Work): Promise<Answer | null> {
    const mine = this.#last.then(() => this.#ask(work))
    this.#last = mine.catch(() => undefined)
    return mine
  }

  async close(): Promise<void> {
    await this.#last
    this.#end()
  }

  async #ask(work: Work): Promise<Answer | null> {
    const child = this.#child ?? this.#start()
    if (this.#idle !== null) clearTimeout(this.#idle)
    const { promise, resolve } = Promise.withResolvers<Answer | null>()
    const timer = setTimeout(() => resolve(null), this.#timeoutMs)
    const heard = (answer: Answer): void => {
      if (answer.id === work.id) resolve(answer)
    }
    const died = (): void => resolve(null)
    child.on('message', heard)
    child.once('exit', died)
    child.send(work, (error) => {
      if (error !== null) resolve(null)
    })
    const answer = await promise
    clearTimeout(timer)
    child.off('message', heard)
    child.off('exit', died)
    if (answer === null) this.#end()
    else this.#rest()
    return answer
  }

  #start(): ChildProcess {
    const child = fork(fileURLToPath(this.#module), {
      execArgv: [`--max-old-space-size=${this.#heapMb}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // It needs nothing of what the server knows.
      env: {},
    })
    child.on('error', () => undefined)
    child.once('exit', () => {
      if (this.#child === child) this.#child = null
    })
    child.unref()
    child.channel?.unref()
    this.#child = child
    return child
  }

  /** A process that nobody needs holds memory for nothing. */
  #rest(): void {
    this.#idle = setTimeout(() => this.#end(), IDLE_MS)
    this.#idle.unref()
  }

  #end(): void {
    if (this.#idle !== null) clearTimeout(this.#idle)
    this.#child?.kill('SIGKILL')
    this.#child = null
  }
}
