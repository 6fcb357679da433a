import { PeopleToFollow } from './people-to-follow.tsx'
import { TagsOfLate } from './tags-of-late.tsx'

/** What there is beside a feed where there is room for it. */
export function Beside() {
  return (
    <>
      <PeopleToFollow />
      <TagsOfLate />
    </>
  )
}
