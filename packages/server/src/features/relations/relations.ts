/* The door of this feature: what others may use of it. */
export { admitWaiting } from './follows.ts'
export { deliverRequestByEmail } from './friends.ts'
export { blindToReads, blindToReadsAmong } from './permission-rows.ts'
export {
  hiddenFrom,
  mutedOrHidden,
  permitting,
  refuseUnlessHeard,
  refuseUnlessKnown,
  refuseUnlessPermitted,
  sightFrom,
  sightOf,
} from './permissions.ts'
export type { PlainSight, Sight } from './permissions.ts'
export { profileByName } from './profile.ts'
