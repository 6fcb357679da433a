import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { Problem } from '../problem.ts'
import { pictureKindOf } from './picture-kind.ts'
import { pathOfMade } from './picture-work.ts'
import type {
  MadePicture,
  MadePictures,
  PictureAnswer,
  PictureFault,
  PictureShape,
  PictureWork,
} from './picture-work.ts'
import { WorkProcess } from './work-process.ts'

const TIMEOUT_MS = 60_000
const WAITING_MAX = 50
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
  readonly #process = new WorkProcess<PictureWork, PictureAnswer>(new URL('./picture-process.ts', import.meta.url), {
    heapMb: HEAP_MB,
    timeoutMs: TIMEOUT_MS,
  })
  #waiting = 0

  constructor(folder: string) {
    this.#folder = folder
  }

  /**
   * The picture at `path` in the sizes of `shape`, re-encoded, without metadata. `take` is given the files, which are
   * removed when it is done with them, and what the picture itself is like.
   * @throws Problem `unsupported-media-type`, `busy`; RefusedPicture, which is `validation-failed`
   */
  async make<T>(
    path: string,
    shape: PictureShape,
    take: (made: MadePicture[], thumbhash: string, source: { width: number; height: number }) => Promise<T>,
  ): Promise<T> {
    if ((await pictureKindOf(path)) === null) throw new Problem('unsupported-media-type')
    if (this.#waiting >= WAITING_MAX) throw new Problem('busy', { retryAfterSeconds: 5 })
    this.#waiting++
    const work: PictureWork = { id: randomUUID(), path, folder: this.#folder, shape }
    try {
      const { made, thumbhash, width, height } = await this.#ask(work)
      return await take(made, thumbhash, { width, height })
    } finally {
      this.#waiting--
      for (const size of shape.sizes) await rm(pathOfMade(work, size), { force: true })
    }
  }

  async close(): Promise<void> {
    await this.#process.close()
  }

  async #ask(work: PictureWork): Promise<MadePictures> {
    const answer = await this.#process.ask(work)
    if (answer !== null && 'made' in answer) return answer
    throw new RefusedPicture(answer?.fault ?? 'died')
  }
}
