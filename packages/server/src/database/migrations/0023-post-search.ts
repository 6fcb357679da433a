import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** The index of posts; on SQLite it has a file of its own. What is to be indexed waits in a table: no commit is missed. */
export const postSearch: Migration = {
  name: '0023-post-search',
  statements: ({ dialect, integer }) =>
    dialect === 'sqlite'
      ? []
      : [
          // Of a post that is gone it says nothing: a row that goes with it would be waited for by whoever deletes it.
          sql`create table search_posts_waiting (post_id text primary key)`,
          sql`create function note_post_for_search() returns trigger language plpgsql as $$ begin
            insert into search_posts_waiting (post_id) values (new.id) on conflict do nothing;
            return null;
          end $$`,
          sql`create trigger posts_written after insert or update of content_rev on posts
            for each row execute function note_post_for_search()`,
          sql`insert into search_posts_waiting (post_id) select id from posts`,
          sql`create table search_posts (
            place ${integer} primary key,
            post_id text not null unique references posts (id) on delete cascade,
            author_id text not null,
            content_rev ${integer} not null,
            text text not null,
            words tsvector not null,
            grams tsvector not null
          )`,
          sql`create index search_posts_author on search_posts (author_id, place)`,
          sql`create index search_posts_words on search_posts using gin (words)`,
          sql`create index search_posts_grams on search_posts using gin (grams)`,
        ],
}
