/** What people of a project may do in it, most first: see `project-access/policy.ts` of the server. */
export const projectRoles = ['owner', 'editor', 'commenter', 'reader'] as const

/** The colours of a project: names of tokens, so that each theme has its own shade. */
export const projectColors = ['persimmon', 'moss', 'sky', 'plum', 'sand', 'rose', 'teal', 'slate'] as const
