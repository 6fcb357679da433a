/* The door of this feature: what others may use of it. */
export { ApprovalsBadge } from './approvals-badge.tsx'
export { ApprovalsSection } from './approvals-section.tsx'
export { JoinModes } from './join-modes.tsx'
export { MembersSection } from './members-section.tsx'
export { PlaceSection } from './place-section.tsx'
