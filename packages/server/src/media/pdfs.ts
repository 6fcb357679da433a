import { randomUUID } from 'node:crypto'
import type { PdfAnswer, PdfWork } from './pdf-work.ts'
import { WorkProcess } from './work-process.ts'

/** Reads documents, in a process that is replaced whenever one of them was too much for it. */
export class Pdfs {
  readonly #process = new WorkProcess<PdfWork, PdfAnswer>(new URL('./pdf-process.ts', import.meta.url), {
    heapMb: 384,
    timeoutMs: 120_000,
  })

  /** The words of the document at `path`, the first `lettersMax` letters; empty where it cannot be read. */
  async textOf(path: string, lettersMax: number): Promise<string> {
    return (await this.#process.ask({ id: randomUUID(), path, lettersMax }))?.text ?? ''
  }

  async close(): Promise<void> {
    await this.#process.close()
  }
}
