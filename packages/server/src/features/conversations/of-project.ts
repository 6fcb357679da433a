import type { Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { projectPeopleAmong, projectTaking, takeProjectRevs } from '../project-access/project-access.ts'

/*
 * Conversations that belong to a project have nobody in them who is not in it. The project is locked before the
 * conversation, everywhere, so that somebody who is just being taken out is not let in meanwhile.
 */

/** @throws Problem `not-found` when `userId` is not in the project, `forbidden`, `validation-failed` (others are not) */
export async function refuseUnlessBeginning(
  tx: Tx,
  userId: string,
  { projectId, others, now }: { projectId: string; others: readonly string[]; now: number },
): Promise<void> {
  await projectTaking(tx, userId, projectId, { revs: 0, action: 'begin-conversation', now })
  await refuseStrangers(tx, projectId, others, 'memberIds')
}

/** @throws Problem `validation-failed` when one of `userIds` is not in the project, if there is one */
export async function refuseUnlessInProject(
  tx: Tx,
  projectId: string | null,
  userIds: readonly string[],
  now: number,
): Promise<void> {
  if (projectId === null) return
  await takeProjectRevs(tx, projectId, 0, now)
  await refuseStrangers(tx, projectId, userIds, 'userIds')
}

/** @throws Problem `not-found` when there is a project and `userId` is not in it */
export async function lockProjectFor(tx: Tx, userId: string, projectId: string | null, now: number): Promise<void> {
  if (projectId !== null) await projectTaking(tx, userId, projectId, { revs: 0, action: null, now })
}

async function refuseStrangers(tx: Tx, projectId: string, userIds: readonly string[], path: string): Promise<void> {
  const known = await projectPeopleAmong(tx, projectId, userIds)
  if (userIds.some((id) => !known.has(id))) {
    throw new Problem('validation-failed', {
      errors: [{ path, code: 'not-in-project', message: 'names somebody who is not in the project' }],
    })
  }
}
