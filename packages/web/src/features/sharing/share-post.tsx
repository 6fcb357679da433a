import type { Post } from '@kith/protocol/posts.ts'
import { client } from '../../live/client.ts'
import { personName } from '../../live/naming.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import { ConversationsDialog } from './conversations-dialog.tsx'

/** Sends a post on to some conversations, as a card. */
export function SharePost({ post, onClose }: { post: Post; onClose: () => void }) {
  const { sharing } = usePostingWords()
  const { post: t } = sharing
  return (
    <ConversationsDialog
      title={t.title(personName(post.author))}
      text={t.text}
      words={t}
      send={({ conversationId, clientId, comment }) =>
        client.api.call('POST /api/conversations/:conversationId/messages', {
          conversationId,
          clientId,
          body: comment,
          postIds: [post.id],
        })
      }
      onClose={onClose}
    />
  )
}
