/** What is given on to let people into a project. */
export const addressOfLink = (code: string): string => `${location.origin}/projects/join/${code}`
