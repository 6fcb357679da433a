import type { AppContext } from '../../context.ts'
import type { Database } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import type { MemberProject } from '../project-access/project-access.ts'
import { chargedTo, underWayIn } from './content-rows.ts'

/**
 * Whether there is room for `moreBytes` in the project, and in what its caller may bring to all projects. What is
 * counted here is only true of a transaction that holds the project, and the row of its caller.
 * @throws Problem `quota-exceeded`
 */
export async function refuseUnlessRoom(
  { config }: Pick<AppContext, 'config'>,
  db: Database['read'],
  project: Pick<MemberProject, 'id' | 'user_id' | 'used_bytes'>,
  moreBytes: number,
): Promise<void> {
  const used = project.used_bytes + (await underWayIn(db, project.id))
  if (used + moreBytes > config.PROJECT_QUOTA_BYTES) throw new Problem('quota-exceeded')
  const brought = await chargedTo(db, project.user_id)
  if (brought + moreBytes > config.PROJECT_PERSON_QUOTA_BYTES) throw new Problem('quota-exceeded')
}
