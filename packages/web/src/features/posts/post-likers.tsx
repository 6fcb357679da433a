import { client } from '../../live/client.ts'
import { useFeedWords } from '../../words/feed-words.ts'
import { LikersDialog } from '../likers/likers.tsx'

/** Everybody who likes a post. */
export function PostLikers({ postId, onClose }: { postId: string; onClose: () => void }) {
  const { feed: t } = useFeedWords()
  return (
    <LikersDialog
      id={postId}
      ask={(cursor, signal) =>
        client.api.call(
          'GET /api/posts/:postId/likes',
          { postId, ...(cursor === undefined ? {} : { cursor }) },
          signal === undefined ? {} : { signal },
        )
      }
      words={t}
      onClose={onClose}
    />
  )
}
