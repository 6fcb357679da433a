import { rmSync } from 'node:fs'

/** The index and its log: derived, so made anew wherever they are missing. Nobody may have them open. */
export function removeIndex(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true })
}
