/* The door of this feature: what others may use of it. */
export { InvitationsSection } from './invitations-section.tsx'
export { inviteLink, ShareLink } from './share-link.tsx'
