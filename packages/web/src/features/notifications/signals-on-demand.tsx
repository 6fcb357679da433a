import { onDemand } from '../../design/on-demand.tsx'

/** Signals beyond the page; nothing of them is needed for the first look. */
export const { Part: Signals } = onDemand(
  async () => (await import('./signals.tsx')).Signals,
  () => null,
  true,
)
