/* The door of this feature: what others may use of it. */
export { ProjectFiles } from './project-files.tsx'
export { EntryIcon } from './entry-icon.tsx'
export { Thumbnail } from './thumbnail.tsx'
