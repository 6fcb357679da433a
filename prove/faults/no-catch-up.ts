import { Sync } from '@kith/sdk/sync.ts'

let times = 0

/** Makes every client of this process keep still about what it missed. */
export function plantNoCatchUp(): void {
  if (typeof Sync.prototype.behind !== 'function')
    throw new Error('The fault cannot be planted: Sync has no method "behind" any more. Mend prove/faults.')
  Sync.prototype.behind = () => {
    times++
  }
}

export function isCatchUpMissed(): boolean {
  return times > 0
}
