import { limits } from '@kith/protocol/limits.ts'
import type { PostComment } from '@kith/protocol/post-comments.ts'
import type { Post } from '@kith/protocol/posts.ts'
import type { PostTalk } from '@kith/sdk/post-talk.ts'
import { Flag, Link as LinkIcon, Pencil, Pin, PinOff, Trash2 } from 'lucide-react'
import type { MenuEntry } from '../../design/menu-entries.tsx'
import { showToast } from '../../design/toast.ts'
import { personName } from '../../live/naming.ts'
import { postAddress } from '../../live/post-address.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import { openReport } from '../reporting/reporting.tsx'

export interface CommentActions {
  /** @throws ProblemError, OfflineError */
  edit: (comment: PostComment, body: string) => Promise<void>
  like: (comment: PostComment, isWanted: boolean) => void
  entriesOf: (comment: PostComment, onEdit: () => void) => readonly MenuEntry[]
}

interface Input {
  talk: PostTalk
  post: Post | undefined
  /** Asks whether it is meant. */
  onRemove: (comment: PostComment) => void
}

/** What can be done with comments: by their authors, by whoever wrote the post, and by those who lead the place. */
export function useCommentActions({ talk, post, onRemove }: Input): CommentActions {
  const { postComments: t } = usePostingWords()
  const report = useReport()
  const me = useKith((state) => state.me)
  const isLeader = me?.role === 'owner' || me?.role === 'admin'
  const isAuthor = post !== undefined && post.author.id === me?.id

  function pin({ id, pinnedAt }: PostComment): void {
    const pinned = [...talk.state.comments.values()].filter((one) => one.pinnedAt !== null && one.deletedAt === null)
    if (pinnedAt === null && pinned.length >= limits.pinnedCommentsMax) {
      showToast({ id: 'pinned', tone: 'danger', title: t.notPinned, text: t.pinnedMax })
      return
    }
    talk.pin(id, pinnedAt === null).catch((error: unknown) => report(t.notPinned, error))
  }

  function copyLink({ id, postId }: PostComment): void {
    navigator.clipboard.writeText(location.origin + postAddress(postId, id)).then(
      () => showToast({ id: 'copied', title: t.linkCopied }),
      (error: unknown) => report(t.notCopied, error),
    )
  }

  return {
    edit: ({ id }, body) => talk.edit(id, body),
    like: ({ id }, isWanted) => {
      talk.like(id, isWanted).catch((error: unknown) => report(t.notLiked, error))
    },
    entriesOf: (comment, onEdit) => {
      const isOwn = comment.author.id === me?.id
      const isPinned = comment.pinnedAt !== null
      const entries: MenuEntry[] = [
        { kind: 'action', label: t.copyLink, icon: <LinkIcon />, onSelect: () => copyLink(comment) },
      ]
      if (isAuthor && comment.parentId === null) {
        const label = isPinned ? t.unpin : t.pin
        entries.push({ kind: 'action', label, icon: isPinned ? <PinOff /> : <Pin />, onSelect: () => pin(comment) })
      }
      if (isOwn) entries.push({ kind: 'action', label: t.edit, icon: <Pencil />, onSelect: onEdit })
      else {
        const reported = { kind: 'comment' as const, id: comment.id, name: personName(comment.author) }
        entries.push({ kind: 'action', label: t.report, icon: <Flag />, onSelect: () => openReport(reported) })
      }
      if (isOwn || isAuthor || isLeader) {
        entries.push({ kind: 'line' })
        entries.push({
          kind: 'action',
          label: t.delete,
          icon: <Trash2 />,
          isDanger: true,
          onSelect: () => onRemove(comment),
        })
      }
      return entries
    },
  }
}
