import type { PostAudience } from '@kith/protocol/posts.ts'
import { House, UserRoundCheck, UsersRound } from 'lucide-react'
import { useFeedWords } from '../../words/feed-words.ts'

const icons = { everyone: House, followers: UsersRound, friends: UserRoundCheck }

/** Who sees a post, as a small sign. */
export function AudienceMark({ audience }: { audience: PostAudience }) {
  const { feed: t } = useFeedWords()
  const Icon = icons[audience]
  return (
    <span title={t.audiences[audience]} className="inline-flex shrink-0">
      <Icon aria-hidden="true" className="size-3.5" />
      <span className="sr-only">{t.audiences[audience]}</span>
    </span>
  )
}
