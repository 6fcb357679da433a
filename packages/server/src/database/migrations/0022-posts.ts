import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Posts, what people say about them and put on them; reports of them; a picture as JPEG. */
export const posts: Migration = {
  name: '0022-posts',
  statements: ({ integer, prefixable }) => [
    sql`create table posts (
      id text ${prefixable} primary key,
      author_id text not null references users (id) on delete cascade,
      client_id text not null,
      caption text not null,
      level integer not null check (level in (0, 1, 2)),
      comments_from text not null check (comments_from in ('everyone', 'followers', 'friends', 'nobody')),
      warning text not null,
      media_count integer not null,
      created_at ${integer} not null,
      edited_at ${integer},
      rev ${integer} not null,
      content_rev ${integer} not null,
      comments_rev ${integer} not null,
      like_count ${integer} not null,
      comment_count ${integer} not null
    )`,
    sql`create unique index posts_client on posts (author_id, client_id)`,
    sql`create index posts_author on posts (author_id, level, id)`,
    sql`create index posts_level on posts (level, id)`,
    sql`create table post_media (
      post_id text not null references posts (id) on delete cascade,
      position integer not null,
      upload_id text not null references uploads (id) on delete cascade,
      poster_id text references uploads (id) on delete set null,
      alt text not null,
      primary key (post_id, position)
    )`,
    sql`create index post_media_upload on post_media (upload_id)`,
    sql`create index post_media_poster on post_media (poster_id) where poster_id is not null`,
    sql`create table post_tags (
      tag text ${prefixable} not null,
      post_id text ${prefixable} not null references posts (id) on delete cascade,
      primary key (tag, post_id)
    )`,
    sql`create index post_tags_post on post_tags (post_id)`,
    sql`create table post_mentions (
      post_id text not null references posts (id) on delete cascade,
      written_as text not null,
      user_id text not null references users (id) on delete cascade,
      primary key (post_id, written_as)
    )`,
    sql`create index post_mentions_user on post_mentions (user_id)`,
    sql`create table post_likes (
      post_id text not null references posts (id) on delete cascade,
      user_id text not null references users (id) on delete cascade,
      created_at ${integer} not null,
      primary key (post_id, user_id)
    )`,
    sql`create index post_likes_at on post_likes (post_id, created_at, user_id)`,
    sql`create index post_likes_user on post_likes (user_id, post_id)`,
    sql`create table post_saves (
      user_id text not null references users (id) on delete cascade,
      post_id text ${prefixable} not null references posts (id) on delete cascade,
      created_at ${integer} not null,
      primary key (user_id, post_id)
    )`,
    sql`create index post_saves_at on post_saves (user_id, created_at, post_id)`,
    sql`create index post_saves_post on post_saves (post_id)`,
    sql`create table post_comments (
      id text ${prefixable} primary key,
      post_id text not null references posts (id) on delete cascade,
      parent_id text references post_comments (id) on delete cascade,
      author_id text not null,
      client_id text not null,
      body text not null,
      created_at ${integer} not null,
      edited_at ${integer},
      deleted_at ${integer},
      pinned_at ${integer},
      rev ${integer} not null,
      like_count ${integer} not null,
      reply_count ${integer} not null
    )`,
    sql`create unique index post_comments_client on post_comments (author_id, client_id)`,
    sql`create index post_comments_begun on post_comments (post_id, id) where parent_id is null`,
    sql`create index post_comments_answers on post_comments (parent_id, id) where parent_id is not null`,
    sql`create index post_comments_pinned on post_comments (post_id, pinned_at) where pinned_at is not null`,
    sql`create index post_comments_rev on post_comments (post_id, rev)`,
    sql`create index post_comments_author on post_comments (author_id, id)`,
    sql`create table post_comment_mentions (
      comment_id text not null references post_comments (id) on delete cascade,
      written_as text not null,
      user_id text not null references users (id) on delete cascade,
      primary key (comment_id, written_as)
    )`,
    sql`create index post_comment_mentions_user on post_comment_mentions (user_id)`,
    sql`create table post_comment_likes (
      comment_id text not null references post_comments (id) on delete cascade,
      user_id text not null references users (id) on delete cascade,
      created_at ${integer} not null,
      primary key (comment_id, user_id)
    )`,
    sql`create index post_comment_likes_at on post_comment_likes (comment_id, created_at, user_id)`,
    sql`create index post_comment_likes_user on post_comment_likes (user_id, comment_id)`,
    sql`create table post_drafts (
      user_id text not null references users (id) on delete cascade,
      id text not null,
      content text not null,
      changed_at ${integer} not null,
      primary key (user_id, id)
    )`,
    sql`create index post_drafts_changed on post_drafts (user_id, changed_at, id)`,
    sql`create table post_draft_media (
      user_id text not null,
      draft_id text not null,
      position integer not null,
      upload_id text not null references uploads (id) on delete cascade,
      poster_id text references uploads (id) on delete set null,
      alt text not null,
      primary key (user_id, draft_id, position),
      foreign key (user_id, draft_id) references post_drafts (user_id, id) on delete cascade
    )`,
    sql`create index post_draft_media_upload on post_draft_media (upload_id)`,
    sql`create index post_draft_media_poster on post_draft_media (poster_id) where poster_id is not null`,
    sql`create table feed_marks (
      user_id text primary key references users (id) on delete cascade,
      seen_id text not null,
      personal_rev ${integer} not null
    )`,
    sql`create table hidden_words (
      user_id text primary key references users (id) on delete cascade,
      words text not null,
      personal_rev ${integer} not null
    )`,
    sql`create table message_posts (
      message_id text not null references messages (id) on delete cascade,
      position integer not null,
      post_id text not null,
      conversation_id text not null,
      seq ${integer} not null,
      primary key (message_id, position)
    )`,
    sql`create index message_posts_post on message_posts (post_id, message_id)`,
    sql`alter table notification_events add column post_id text references posts (id) on delete cascade`,
    sql`alter table notification_events add column post_comment_id text references post_comments (id) on delete cascade`,
    sql`create index notification_events_post on notification_events (post_id) where post_id is not null`,
    sql`create index notification_events_post_comment on notification_events (post_comment_id)
      where post_comment_id is not null`,
    // Thousands of likes may wait to be told of, past which each other sort of work is looked for.
    sql`create index jobs_kind on jobs (kind, run_at) where failed_at is null`,
    // A check cannot be changed on SQLite: the table is made anew.
    sql`create table reports_anew (
      id text primary key,
      reporter_id text not null references users (id) on delete cascade,
      target_kind text not null check (target_kind in ('user', 'message', 'post', 'comment')),
      target_id text not null,
      subject_id text,
      excerpt text not null default '',
      reason text not null,
      note text not null,
      created_at ${integer} not null,
      unique (reporter_id, target_kind, target_id)
    )`,
    sql`insert into reports_anew (id, reporter_id, target_kind, target_id, reason, note, created_at)
      select id, reporter_id, target_kind, target_id, reason, note, created_at from reports`,
    sql`drop table reports`,
    sql`alter table reports_anew rename to reports`,
    sql`create index reports_created on reports (created_at, id)`,
    sql`create table renditions_anew (
      upload_id text not null references uploads (id) on delete cascade,
      rendition text not null check (rendition in ('original', 'full', 'view', 'thumbnail', 'jpeg')),
      sha256 text not null,
      size_bytes ${integer} not null,
      primary key (upload_id, rendition)
    )`,
    sql`insert into renditions_anew (upload_id, rendition, sha256, size_bytes)
      select upload_id, rendition, sha256, size_bytes from renditions`,
    sql`drop table renditions`,
    sql`alter table renditions_anew rename to renditions`,
  ],
}
