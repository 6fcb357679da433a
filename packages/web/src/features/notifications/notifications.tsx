/* The door of this feature: what others may use of it. */
export { Bell, UnreadNotices } from './bell.tsx'
export { notifyEntries } from './notify-entries.ts'
export { Signals } from './signals-on-demand.tsx'
