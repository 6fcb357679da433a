import type { PostComment } from '@kith/protocol/post-comments.ts'
import { client } from '../../live/client.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import { LikersDialog } from '../likers/likers.tsx'

/** Everybody who likes a comment. */
export function CommentLikers({ comment, onClose }: { comment: PostComment; onClose: () => void }) {
  const { postComments: t } = usePostingWords()
  const { id: commentId, postId } = comment
  return (
    <LikersDialog
      id={commentId}
      ask={(cursor, signal) =>
        client.api.call(
          'GET /api/posts/:postId/comments/:commentId/likes',
          { postId, commentId, ...(cursor === undefined ? {} : { cursor }) },
          signal === undefined ? {} : { signal },
        )
      }
      words={{ ...t, notLoaded: t.likesNotLoaded, more: t.moreLikes }}
      onClose={onClose}
    />
  )
}
