/* The door of this feature: what others may use of it. */
export { joinLobby } from './coming.ts'
export { markRead } from './read-marker.ts'
