import type { BreachKind } from '../breach.ts'

export type FaultName = 'ack-before-commit' | 'no-unique-index' | 'seq-in-memory' | 'no-catch-up'

export interface Fault {
  summary: string
  /** Where it must show. */
  scenario: string
  /** What the proof must say; anything else has not caught it. */
  expected: BreachKind
}

/** The faults that the proof must find when they are planted. */
export const faults: Record<FaultName, Fault> = {
  'ack-before-commit': {
    summary: 'a send is acknowledged before its transaction is committed',
    scenario: 'kill',
    expected: 'lost',
  },
  'no-unique-index': {
    summary: 'nothing keeps a clientId from being stored twice',
    scenario: 'acks',
    expected: 'twice',
  },
  'seq-in-memory': {
    summary: 'places are numbered in memory when a send arrives, outside of its transaction',
    scenario: 'acks',
    expected: 'hole',
  },
  'no-catch-up': {
    summary: 'a client does not ask for what it missed',
    scenario: 'kill',
    expected: 'state',
  },
}

export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(faults, name)
}
