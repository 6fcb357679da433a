import type { Post } from '@kith/protocol/posts.ts'
import { Ellipsis, Flag, Link as LinkIcon, MessagesSquare, Pencil, Send, Trash } from 'lucide-react'
import { IconButton } from '../../design/icon-button.tsx'
import { Menu } from '../../design/menu.tsx'
import type { MenuEntry } from '../../design/menu-entries.tsx'
import { showToast } from '../../design/toast.ts'
import { personName } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useFeedWords } from '../../words/feed-words.ts'
import { editPost } from '../posting/posting.tsx'
import { openReport } from '../reporting/reporting.tsx'
import { sharePost, talkAboutPost } from '../sharing/sharing.tsx'
import { useRemoving } from './removing.ts'

/** What one does seldom with a post. */
export function PostMenu({ post }: { post: Post }) {
  const { feed: t } = useFeedWords()
  const report = useReport()
  const remove = useRemoving()
  const me = useKith((state) => state.me)
  const isOwn = me?.id === post.author.id
  const isLeader = me?.role === 'owner' || me?.role === 'admin'
  const name = personName(post.author)

  function copyLink(): void {
    navigator.clipboard.writeText(`${location.origin}/posts/${post.id}`).then(
      () => showToast({ id: 'copied', title: t.copied }),
      (error: unknown) => report(t.notCopied, error),
    )
  }

  const entries: MenuEntry[] = [
    { kind: 'action', label: t.share, icon: <Send />, onSelect: () => sharePost(post) },
    { kind: 'action', label: t.copyLink, icon: <LinkIcon />, onSelect: copyLink },
  ]
  if (post.state.commentCount > 0) {
    entries.push({ kind: 'action', label: t.talk, icon: <MessagesSquare />, onSelect: () => talkAboutPost(post) })
  }
  entries.push({ kind: 'line' })
  if (isOwn) entries.push({ kind: 'action', label: t.edit, icon: <Pencil />, onSelect: () => editPost(post) })
  else {
    const reported = { kind: 'post', id: post.id, name } as const
    entries.push({ kind: 'action', label: t.report, icon: <Flag />, onSelect: () => openReport(reported) })
  }
  if (isOwn || isLeader) {
    entries.push({ kind: 'action', label: t.remove, icon: <Trash />, isDanger: true, onSelect: () => remove(post.id) })
  }
  return <Menu trigger={<IconButton label={t.menu(name)} icon={<Ellipsis />} hasTooltip={false} />} entries={entries} />
}
