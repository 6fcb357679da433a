import { Worker } from 'node:worker_threads'

export interface WorkBounds {
  /** Of the whole process. */
  memoryMaxBytes: number
  /** Of the processor, not of the clock: on a busy machine good work takes long. */
  cpuMaxMs: number
}

/**
 * What a `WorkProcess` runs: answers one question after the other. Past its bounds the process ends, whatever it is at:
 * that question is refused, and the next one gets a new process.
 */
export function answerWork<Work, Answer>(bounds: WorkBounds, answer: (work: Work) => Promise<Answer>): void {
  // A thread, since work that never waits lets no timer of its own thread come.
  const watch = new Worker(new URL('./work-watch.ts', import.meta.url), { workerData: bounds })
  process.on('message', (work: Work) => {
    watch.postMessage('begun')
    void answer(work).then((told) => {
      watch.postMessage('done')
      process.send?.(told)
    })
  })
  process.on('disconnect', () => process.exit(0))
}
