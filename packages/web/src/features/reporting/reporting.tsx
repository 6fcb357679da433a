/* The door of this feature: bringing something before those who lead. What draws it comes when it is first asked for. */
import type { CallInput } from '@kith/protocol/registry.ts'
import { onDemand } from '../../design/on-demand.tsx'
import { setLayer } from '../../live/layers.ts'

const { Part: ReportDialog } = onDemand(async () => (await import('./report-dialog.tsx')).ReportDialog)

export interface Reported {
  kind: CallInput<'POST /api/reports'>['targetKind']
  id: string
  /** Who it is, or whose it is. */
  name: string
}

/** Asks what is wrong with somebody, or with something that somebody wrote. */
export function openReport(reported: Reported): void {
  setLayer('report', <ReportDialog reported={reported} onClose={() => setLayer('report', null)} />)
}
