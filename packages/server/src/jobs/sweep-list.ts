import type { AppContext } from '../context.ts'
import { sweepExpired } from '../features/accounts/accounts.ts'
import { sweepUploads } from '../features/attachments/attachments.ts'
import { sweepProjects } from '../features/files/files.ts'
import { sweepUnderWay } from '../features/incoming-files/incoming-files.ts'
import { sweepPreviews } from '../features/previews/previews.ts'
import { sweepJobs } from './jobs.ts'
import type { Sweep } from './sweep.ts'

const HOUR_MS = 60 * 60 * 1000
/** What is brought in pieces takes up space that others may want, whether or not anything comes. */
const UNDER_WAY_MS = 5 * 60 * 1000
/** Of what is stored, checked with each sweep: some gigabytes a day, and no load that anybody feels. */
const CHECKED_BYTES = 256 * 1024 * 1024

/** All that is swept. */
export const sweepList: readonly Sweep[] = [
  { name: 'under-way', everyMs: UNDER_WAY_MS, run: sweepUnderWay },
  { name: 'expired-sessions', everyMs: HOUR_MS, run: sweepExpired },
  { name: 'given-up-jobs', everyMs: HOUR_MS, run: sweepJobs },
  { name: 'files', everyMs: HOUR_MS, run: sweepFiles },
  { name: 'checked-files', everyMs: HOUR_MS, run: checkFiles },
]

async function sweepFiles(ctx: AppContext): Promise<void> {
  await Promise.all([sweepPreviews(ctx), sweepUploads(ctx), sweepProjects(ctx)])
  await ctx.media.sweep()
}

/** Says which files the disk lost or changed, so that they can be brought back from a backup. */
async function checkFiles({ media, log }: AppContext): Promise<void> {
  for (const damage of await media.scrub(CHECKED_BYTES)) log.error(damage, 'a stored file is damaged')
}
