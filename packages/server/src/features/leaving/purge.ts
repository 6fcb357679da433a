import type { AppContext } from '../../context.ts'
import type { Schema } from '../../database/schema.ts'
import type { JobPayloads } from '../../jobs/job.ts'
import { dropLooseOf } from '../attachments/attachments.ts'
import { leaveAllCircles } from '../circles/circles.ts'
import { departFrom } from '../conversations/conversations.ts'
import { eraseComments } from '../file-comments/file-comments.ts'
import { headsOf } from '../membership/membership.ts'
import { eraseMessages, takeAllReactionsBack } from '../messages/messages.ts'
import { erasePostComments, takeCommentLikesBack } from '../post-comments/post-comments.ts'
import { discardDraftsOf, erasePosts, takeLikesBack } from '../posts/posts.ts'
import { leaveAllProjects } from '../projects/projects.ts'
import { dropPictures, userById } from '../users/users.ts'
import { dropExports } from './exports.ts'
import { blurAudit, blurNotices, blurReports, buryUser, deleteJobsNaming, deleteOwned } from './leaving-rows.ts'

type Leaving = JobPayloads['purge-account']

/** Takes away what one noun knows of somebody. It may run again after it was broken off. */
interface Purger {
  noun: string
  /** The tables that are clean of the person when it is done, but for ids. */
  tables: readonly (keyof Schema)[]
  purge: (ctx: AppContext, leaving: Leaving) => Promise<void>
}

/** In this order. A feature that keeps anything of anybody adds its line; purge.test.ts sees to it. */
export const purgers: readonly Purger[] = [
  // First, since a project is locked before its conversations.
  { noun: 'projects', tables: ['project_members'], purge: (ctx, { userId }) => leaveAllProjects(ctx, userId) },
  { noun: 'links into projects', ...owned('project_links', 'created_by') },
  { noun: 'requests for projects', ...owned('access_requests', 'user_id') },
  { noun: 'uploads to projects', ...owned('project_uploads', 'user_id') },
  { noun: 'conversations', tables: ['members'], purge: leaveConversations },
  {
    noun: 'messages',
    tables: ['messages'],
    purge: async (ctx, { userId, erasesMessages }) => (erasesMessages ? eraseMessages(ctx, userId) : undefined),
  },
  {
    noun: 'comments on files',
    tables: ['file_comments'],
    purge: async (ctx, { userId, erasesMessages }) => (erasesMessages ? eraseComments(ctx, userId) : undefined),
  },
  { noun: 'posts', tables: ['posts'], purge: (ctx, { userId }) => erasePosts(ctx, userId) },
  {
    noun: 'drafts of posts',
    tables: ['post_drafts', 'post_draft_media'],
    purge: (ctx, { userId }) => discardDraftsOf(ctx, userId),
  },
  { noun: 'likes of posts', tables: ['post_likes'], purge: (ctx, { userId }) => takeLikesBack(ctx, userId) },
  { noun: 'saved posts', ...owned('post_saves', 'user_id') },
  { noun: 'mentions in posts', ...owned('post_mentions', 'user_id') },
  { noun: 'places in the feed', ...owned('feed_marks', 'user_id') },
  { noun: 'hidden words', ...owned('hidden_words', 'user_id') },
  {
    noun: 'comments on posts',
    tables: ['post_comments'],
    purge: async (ctx, { userId, erasesMessages }) => (erasesMessages ? erasePostComments(ctx, userId) : undefined),
  },
  {
    noun: 'likes of comments',
    tables: ['post_comment_likes'],
    purge: (ctx, { userId }) => takeCommentLikesBack(ctx, userId),
  },
  { noun: 'mentions in comments on posts', ...owned('post_comment_mentions', 'user_id') },
  { noun: 'mentions in comments', ...owned('comment_mentions', 'user_id') },
  { noun: 'uploads', tables: ['uploads'], purge: (ctx, { userId }) => dropLooseOf(ctx, userId) },
  {
    noun: 'reactions',
    tables: ['reactions'],
    purge: (ctx, { userId }) => takeAllReactionsBack(ctx, userId),
  },
  { noun: 'saves', ...owned('saves', 'user_id') },
  { noun: 'mentions', tables: ['mentions', 'wide_mentions'], purge: dropMentions },
  {
    noun: 'circles',
    tables: ['circle_members'],
    purge: (ctx, { userId }) => leaveAllCircles(ctx, userId),
  },
  {
    noun: 'notices',
    tables: ['notifications', 'notification_events'],
    purge: (ctx, { userId }) =>
      ctx.db.write(async (tx) => {
        await deleteOwned(tx, 'notifications', 'user_id', userId)
        await deleteOwned(tx, 'notification_events', 'user_id', userId)
        await blurNotices(tx, userId)
      }),
  },
  {
    noun: 'reports',
    tables: ['reports'],
    purge: (ctx, { userId }) => ctx.db.write((tx) => blurReports(tx, userId)),
  },
  { noun: 'invites', ...owned('invites', 'inviter_id') },
  { noun: 'threads', ...owned('thread_follows', 'user_id') },
  { noun: 'drafts', ...owned('drafts', 'user_id') },
  { noun: 'levels of notices', ...owned('notification_preferences', 'user_id') },
  { noun: 'pictures', tables: ['avatars'], purge: (ctx, { userId }) => freed(ctx, userId, dropPictures) },
  { noun: 'exports', tables: ['exports'], purge: (ctx, { userId }) => freed(ctx, userId, dropExports) },
  { noun: 'words', ...owned('user_words', 'user_id') },
  { noun: 'former names', ...owned('former_usernames', 'user_id') },
  { noun: 'relations', ...owned('relations', 'user_id') },
  { noun: 'sessions', ...owned('sessions', 'user_id') },
  { noun: 'second factors', ...owned('totp', 'user_id') },
  { noun: 'recovery codes', ...owned('recovery_codes', 'user_id') },
  { noun: 'passkeys', ...owned('passkeys', 'user_id') },
  { noun: 'challenges', ...owned('challenges', 'user_id') },
  { noun: 'mailed links', ...owned('links', 'user_id') },
  { noun: 'known devices', ...owned('known_devices', 'user_id') },
  { noun: 'tokens', ...owned('api_tokens', 'user_id') },
  {
    noun: 'audit',
    tables: ['audit'],
    purge: (ctx, { userId }) =>
      ctx.db.write(async (tx) => {
        await deleteOwned(tx, 'audit', 'user_id', userId)
        await blurAudit(tx, userId)
      }),
  },
  { noun: 'letters', tables: ['jobs'], purge: dropLetters },
  // Last, since what comes before may need to know who it was.
  { noun: 'user', tables: ['users'], purge: (ctx, { userId }) => ctx.db.write((tx) => buryUser(tx, userId)) },
]

/** Tables that name somebody by their id alone, which means nothing once the account is gone. */
export const tablesOfIds: Readonly<Record<string, string>> = {
  search_docs: 'follows the messages, and is emptied with them',
  search_posts: 'follows the posts, and is emptied with them',
  conversations: 'who began it, which nobody is shown',
  projects: 'who began it, which nobody is shown',
  project_entries: 'who brought or changed it, shown as nobody’s: what is in a project belongs to the project',
  trash_moves: 'who asked for it, for as long as it is under way',
  file_versions: 'who brought it, shown as nobody’s',
  project_activity: 'who did it, shown as nobody’s',
  forwards: 'whose words were forwarded, shown as nobody’s',
}

/** Leaves nothing of a deleted account that could be found; for the job `purge-account`. */
export async function purgeAccount(ctx: AppContext, leaving: Leaving): Promise<void> {
  const user = await userById(ctx.db.read, leaving.userId)
  if (user?.state !== 'deleted') return
  for (const { purge } of purgers) await purge(ctx, leaving)
  await ctx.db.forget()
}

function owned(table: keyof Schema, column: string): Pick<Purger, 'tables' | 'purge'> {
  return {
    tables: [table],
    purge: (ctx, { userId }) => ctx.db.write((tx) => deleteOwned(tx, table, column, userId)),
  }
}

async function leaveConversations(ctx: AppContext, { userId }: Leaving): Promise<void> {
  for (const { id } of await headsOf(ctx.db.read, userId)) {
    const tell = await ctx.db.write((tx) => departFrom(ctx, tx, userId, id))
    tell()
  }
}

async function freed(ctx: AppContext, userId: string, drop: typeof dropPictures): Promise<void> {
  const sha256s = await ctx.db.write((tx) => drop(ctx, tx, userId))
  await ctx.media.removeUnused(sha256s)
}

async function dropLetters(ctx: AppContext, { userId }: Leaving): Promise<void> {
  const user = await userById(ctx.db.read, userId)
  if (user !== undefined) await ctx.db.write((tx) => deleteJobsNaming(tx, user))
}

/** Who wrote a name in a text wrote it; that it meant this account is nobody's to know any more. */
async function dropMentions(ctx: AppContext, { userId, erasesMessages }: Leaving): Promise<void> {
  await ctx.db.write(async (tx) => {
    await deleteOwned(tx, 'mentions', 'user_id', userId)
    if (!erasesMessages) return
    await deleteOwned(tx, 'mentions', 'author_id', userId)
    await deleteOwned(tx, 'wide_mentions', 'author_id', userId)
  })
}
