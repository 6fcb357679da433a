import type { BreachKind } from '../breach.ts'

export type FaultName =
  | 'ack-before-commit'
  | 'no-unique-index'
  | 'seq-in-memory'
  | 'no-catch-up'
  | 'files-shown-inline'
  | 'uploads-kept-in-memory'
  | 'picture-ends-server'
  | 'upload-ends-in-memory'

export interface Fault {
  summary: string
  /** The scenario or attack in which it must show. */
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
  'files-shown-inline': {
    summary: 'files are served as what their sender says, to be shown',
    scenario: 'uploads',
    expected: 'hostile file',
  },
  'uploads-kept-in-memory': {
    summary: 'of each upload something stays in memory',
    scenario: 'pictures',
    expected: 'memory',
  },
  'picture-ends-server': {
    summary: 'a picture that cannot be read takes the server with it',
    scenario: 'pictures',
    expected: 'server left',
  },
  'upload-ends-in-memory': {
    summary: 'that an upload has become a file is known to the process alone',
    scenario: 'upload-steps',
    expected: 'twice',
  },
}

export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(faults, name)
}
