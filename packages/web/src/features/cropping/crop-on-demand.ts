import { onDemand } from '../../design/on-demand.tsx'

/** Most who look at their settings crop nothing. */
export const { Part: CropDialog } = onDemand(async () => (await import('./crop-dialog.tsx')).CropDialog)
