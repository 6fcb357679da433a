import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Problem } from '../problem.ts'
import { pictureKindOf } from './picture-kind.ts'
import type {
  MadePicture,
  MadePictures,
  PictureAnswer,
  PictureFault,
  PictureShape,
  PictureWork,
} from './picture-work.ts'

/** The process ends itself sooner where it works; this is for one that stands still. */
const TIMEOUT_MS = 60_000
const WAITING_MAX = 50
const IDLE_MS = 60_000
const HEAP_MB = 128

const said: Record<PictureFault | 'died', string> = {
  pixels: 'has too many pixels',
  frames: 'has too many frames',
  moving: 'moves for too long',
  broken: 'is broken',
  died: 'cannot be read',
}

/** A picture that was not made anew, and why: `died` where it took its process with it. */
export class RefusedPicture extends Problem {
  readonly fault: PictureFault | 'died'

  constructor(fault: PictureFault | 'died') {
    super('validation-failed', { errors: [{ path: 'file', code: 'picture', message: said[fault] }] })
    this.fault = fault
  }
}

/** Makes pictures anew, in a process that is replaced whenever one of them was too much for it. */
export class Pictures {
  readonly #folder: string
  #child: ChildProcess | null = null
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0
  #idle: NodeJS.Timeout | null = null

  constructor(folder: string) {
    this.#folder = folder
  }

  /**
   * The picture at `path` in the sizes of `shape`, re-encoded, without metadata. `take` is given the files, which are
   * removed when it is done with them.
   * @throws Problem `unsupported-media-type`, `busy`; RefusedPicture, which is `validation-failed`
   */
  async make<T>(
    path: string,
    shape: PictureShape,
    take: (made: MadePicture[], thumbhash: string) => Promise<T>,
  ): Promise<T> {
    if ((await pictureKindOf(path)) === null) throw new Problem('unsupported-media-type')
    if (this.#waiting >= WAITING_MAX) throw new Problem('busy', { retryAfterSeconds: 5 })
    this.#waiting++
    const work: PictureWork = { id: randomUUID(), path, folder: this.#folder, shape }
    const mine = this.#last.then(() => this.#ask(work))
    this.#last = mine.catch(() => undefined)
    try {
      const { made, thumbhash } = await mine
      return await take(made, thumbhash)
    } finally {
      this.#waiting--
      for (const size of shape.sizes) await rm(join(this.#folder, `${work.id}-${size}.webp`), { force: true })
    }
  }

  async close(): Promise<void> {
    await this.#last
    this.#end()
  }

  async #ask(work: PictureWork): Promise<MadePictures> {
    const child = this.#child ?? this.#start()
    if (this.#idle !== null) clearTimeout(this.#idle)
    const { promise, resolve } = Promise.withResolvers<PictureAnswer | null>()
    const timer = setTimeout(() => resolve(null), TIMEOUT_MS)
    const heard = (answer: PictureAnswer): void => {
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
    if (answer !== null && 'made' in answer) return answer
    throw new RefusedPicture(answer?.fault ?? 'died')
  }

  #start(): ChildProcess {
    const child = fork(fileURLToPath(new URL('./picture-process.ts', import.meta.url)), {
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
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
