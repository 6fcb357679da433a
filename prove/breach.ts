/** In which way a promise was broken. */
export type BreachKind =
  | 'lost'
  | 'twice'
  | 'hole'
  | 'order'
  | 'invented'
  | 'unanswered'
  | 'state'
  | 'slow start'
  | 'late'
  | 'server left'
  | 'memory'
  | 'hostile file'
  | 'other bytes'
  | 'orphan'
  | 'noticed'
  | 'proxy'
  | 'nothing proved'

export interface Breach {
  kind: BreachKind
  text: string
}

export function breachOf(kind: BreachKind, text: string): Breach {
  return { kind, text }
}
