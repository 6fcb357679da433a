import { existsSync, writeFileSync } from 'node:fs'

let isMarked = false

/** Leaves a sign that the fault has done something: one that never does was not caught by anybody. */
export function atWork(): void {
  const path = process.env['PROVE_FAULT_MARK']
  if (isMarked || path === undefined) return
  isMarked = true
  writeFileSync(path, '')
}

/** Also before this process was started. */
export function hasBeenAtWork(): boolean {
  return existsSync(process.env['PROVE_FAULT_MARK'] ?? '')
}

/** Whether everything was made ready, and nothing is compared so far. */
export function isArmed(): boolean {
  return existsSync(process.env['PROVE_FAULT_ARMED'] ?? '')
}
