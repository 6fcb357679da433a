import { recountMentions } from '../features/conversations/conversations.ts'
import {
  notifyAdded,
  notifyMany,
  notifyOf,
  notifyOfComment,
  notifyOfCommentLike,
  notifyOfMessage,
  notifyOfPost,
  notifyOfPostComment,
  notifyOfPostLike,
  notifyOfReaction,
  recountNotices,
  signalNotices,
} from '../features/notifications/notifications.ts'
import { announceFiles } from '../features/project-news/project-news.ts'
import { lookAtFile, readFile } from '../features/files/files.ts'
import { expireExport, makeExport, purgeAccount } from '../features/leaving/leaving.ts'
import type { JobHandlers } from './job.ts'
import { admitWaiting, deliverRequestByEmail } from '../features/relations/relations.ts'
import { endStatus } from '../features/users/users.ts'
import { answerForgotten, sendLink } from '../features/accounts/accounts.ts'
import { previewLinks } from '../features/messages/messages.ts'
import { sendMail } from '../mail.ts'

/** Who does each kind of work. */
export const jobHandlers: JobHandlers = {
  mail: sendMail,
  'friend-by-email': deliverRequestByEmail,
  'admit-followers': admitWaiting,
  'status-over': endStatus,
  'recount-mentions': recountMentions,
  notify: notifyOf,
  'notify-message': notifyOfMessage,
  'notify-many': notifyMany,
  'notify-reaction': notifyOfReaction,
  'notify-comment': notifyOfComment,
  'notify-post': notifyOfPost,
  'notify-post-like': notifyOfPostLike,
  'notify-post-comment': notifyOfPostComment,
  'notify-comment-like': notifyOfCommentLike,
  'recount-notices': recountNotices,
  'announce-files': announceFiles,
  'notify-added': notifyAdded,
  'signal-notices': signalNotices,
  'preview-links': previewLinks,
  'look-at-file': lookAtFile,
  'read-file': readFile,
  'purge-account': purgeAccount,
  export: makeExport,
  'expire-export': expireExport,
  'link-mail': sendLink,
  'password-forgotten': answerForgotten,
}
