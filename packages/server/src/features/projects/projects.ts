/* The door of this feature: what others may use of it. */
export { leaveAllProjects } from './leaving.ts'
export { giveRole, letPeopleIn, ownedProject } from './people.ts'
export { ownerIds, peopleChanged } from './people-rows.ts'
export { deleteCovers, projectById } from './project-rows.ts'
export { asPeople, projectOf, sharedOf } from './project-view.ts'
