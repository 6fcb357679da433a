/** Which people the list shows, as the address has it. */
export const peopleShows = ['everyone', 'friends', 'requests', 'follows'] as const
export type PeopleShow = (typeof peopleShows)[number]

/** The lists that open from the numbers of a profile. */
export const profileLists = ['friends', 'followers', 'following'] as const
export type ProfileListName = (typeof profileLists)[number]

export interface PeopleSearch {
  show?: PeopleShow
  list?: ProfileListName
}

/** What an address says of the page; what is not known is left out. */
export function peopleSearch({ show, list }: Record<string, unknown>): PeopleSearch {
  const knownShow = peopleShows.find((each) => each === show)
  const knownList = profileLists.find((each) => each === list)
  return {
    ...(knownShow === undefined ? {} : { show: knownShow }),
    ...(knownList === undefined ? {} : { list: knownList }),
  }
}
