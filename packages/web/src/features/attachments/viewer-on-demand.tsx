import { onDemand } from '../../design/on-demand.tsx'
import { useViewer } from '../../live/viewer.ts'

const { Part: ViewerDialog, prefetch } = onDemand(async () => (await import('./viewer.tsx')).ViewerDialog)

export const prefetchViewer = prefetch

/** What is looked at, above the page. */
export function Viewer() {
  const shown = useViewer()
  return shown === null ? null : <ViewerDialog shown={shown} />
}
