import { onDemand } from '../../design/on-demand.tsx'

export const { Part: Tray, prefetch: prefetchTray } = onDemand(async () => (await import('./tray.tsx')).TrayBar)
export const { Part: Recorder, prefetch: prefetchRecorder } = onDemand(
  async () => (await import('./recorder.tsx')).Recorder,
)
