import type { Caller } from '../../caller.ts'
import { Problem } from '../../problem.ts'

type Role = Caller['role']

/** What is done to the place as a whole, or to the accounts in it. */
export type PlaceAction =
  | 'see-settings'
  | 'change-place'
  | 'see-people'
  | 'see-jobs'
  | 'change-jobs'
  | 'suspend-member'
  | 'suspend-leader'
  | 'set-role'
  | 'decide-approvals'
  | 'invite-always'
  | 'see-all-invites'
  | 'make-circles-always'
  | 'remove-posts'

const leaders: readonly Role[] = ['owner', 'admin']
const owners: readonly Role[] = ['owner']

/** What is not here is denied. */
const policy: Record<PlaceAction, readonly Role[]> = {
  'see-settings': leaders,
  'change-place': owners,
  'see-people': leaders,
  'see-jobs': leaders,
  'change-jobs': leaders,
  'suspend-member': leaders,
  'suspend-leader': owners,
  'set-role': owners,
  'decide-approvals': leaders,
  'invite-always': leaders,
  'see-all-invites': owners,
  'make-circles-always': leaders,
  'remove-posts': leaders,
}

/** Whether the caller's role in the place allows `action`. */
export function mayAdminister(caller: Pick<Caller, 'role'>, action: PlaceAction): boolean {
  return policy[action].includes(caller.role)
}

/** @throws Problem `forbidden` */
export function refuseUnlessMay(caller: Pick<Caller, 'role'>, action: PlaceAction): void {
  if (!mayAdminister(caller, action)) throw new Problem('forbidden')
}
