/* The door of this feature: what others may use of it. */
export { noteWaiting, tellApprovals } from './approvals.ts'
export { consumeInvite, landByInvite, refuseUnknownInvite } from './using.ts'
