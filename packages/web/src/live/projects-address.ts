/** Which of the projects are shown. */
export const projectShows = ['mine', 'archived', 'open'] as const
export type ProjectShow = (typeof projectShows)[number]

export interface ProjectsSearch {
  show?: ProjectShow
}

/** What the address of the projects says; what is not known is left out. */
export function projectsSearch({ show }: Record<string, unknown>): ProjectsSearch {
  const known = projectShows.find((each) => each === show)
  return known === undefined ? {} : { show: known }
}
