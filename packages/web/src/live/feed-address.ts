/** The feeds beside each other, as the address names them. */
export const feedShows = ['home', 'everyone', 'explore'] as const
export type FeedShow = (typeof feedShows)[number]

export interface FeedSearch {
  show?: FeedShow
}

/** What an address says of the page; what is not known is left out. */
export function feedSearch({ show }: Record<string, unknown>): FeedSearch {
  const known = feedShows.find((each) => each === show)
  return known === undefined || known === 'home' ? {} : { show: known }
}
