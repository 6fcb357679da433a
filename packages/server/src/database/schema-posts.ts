/* Posts, what people say about them and what they put on them. */

/** How near one has to stand to the author of a post to see it: anybody here, a follower, a friend. */
export type PostLevel = 0 | 1 | 2

export interface PostsTable {
  /** Its order in all feeds. */
  id: string
  author_id: string
  client_id: string
  caption: string
  level: PostLevel
  comments_from: 'everyone' | 'followers' | 'friends' | 'nobody'
  warning: string
  media_count: number
  created_at: number
  edited_at: number | null
  /** Its own counter: every change of it, of a like or of a comment takes the next value. */
  rev: number
  content_rev: number
  comments_rev: number
  like_count: number
  comment_count: number
}

/** Pictures and videos of a post. */
export interface PostMediaTable {
  post_id: string
  position: number
  upload_id: string
  /** Of a video: the upload of the picture that stands for it. */
  poster_id: string | null
  alt: string
}

export interface PostTagsTable {
  /** As `foldTag` has it. */
  tag: string
  post_id: string
}

/** Whom the caption of a post names, by the name as it stands there, in lower case. */
export interface PostMentionsTable {
  post_id: string
  written_as: string
  user_id: string
}

export interface PostLikesTable {
  post_id: string
  user_id: string
  created_at: number
}

export interface PostSavesTable {
  user_id: string
  post_id: string
  created_at: number
}

export interface PostCommentsTable {
  id: string
  post_id: string
  /** The comment that it answers: one level. */
  parent_id: string | null
  author_id: string
  client_id: string
  body: string
  created_at: number
  edited_at: number | null
  deleted_at: number | null
  pinned_at: number | null
  /** The counter of the post at its last change. */
  rev: number
  like_count: number
  reply_count: number
}

export interface PostCommentMentionsTable {
  comment_id: string
  written_as: string
  user_id: string
}

export interface PostCommentLikesTable {
  comment_id: string
  user_id: string
  created_at: number
}

/** What somebody has begun to post. */
export interface PostDraftsTable {
  user_id: string
  /** Made by a device. */
  id: string
  /** JSON: all of a post but its pictures and videos. */
  content: string
  changed_at: number
}

export interface PostDraftMediaTable {
  user_id: string
  draft_id: string
  position: number
  upload_id: string
  poster_id: string | null
  alt: string
}

/** How far somebody has come in their home feed. */
export interface FeedMarksTable {
  user_id: string
  seen_id: string
  personal_rev: number
}

export interface HiddenWordsTable {
  user_id: string
  /** JSON. */
  words: string
  personal_rev: number
}

/** Posts that a message shares. */
export interface MessagePostsTable {
  message_id: string
  position: number
  post_id: string
  conversation_id: string
  seq: number
}

export interface PostTables {
  posts: PostsTable
  post_media: PostMediaTable
  post_tags: PostTagsTable
  post_mentions: PostMentionsTable
  post_likes: PostLikesTable
  post_saves: PostSavesTable
  post_comments: PostCommentsTable
  post_comment_mentions: PostCommentMentionsTable
  post_comment_likes: PostCommentLikesTable
  post_drafts: PostDraftsTable
  post_draft_media: PostDraftMediaTable
  feed_marks: FeedMarksTable
  hidden_words: HiddenWordsTable
  message_posts: MessagePostsTable
}
