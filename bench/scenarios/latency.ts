import { quantile, sorted } from '../statistics.ts'
import type { Figures } from './scenario.ts'

export function latencyFigures(ms: readonly number[]): Figures {
  const inOrder = sorted(ms)
  return {
    'p50 ms': quantile(inOrder, 0.5),
    'p95 ms': quantile(inOrder, 0.95),
    'p99 ms': quantile(inOrder, 0.99),
  }
}
