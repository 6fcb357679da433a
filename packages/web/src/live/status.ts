import type { UserStatus } from '@kith/protocol/users.ts'

/** What somebody is up to, unless that has ended since it was asked for. */
export function statusNow(status: UserStatus | null | undefined): UserStatus | null {
  if (status === null || status === undefined) return null
  return status.until !== null && Date.parse(status.until) <= Date.now() ? null : status
}
