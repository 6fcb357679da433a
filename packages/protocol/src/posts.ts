import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { clientId, id, timestamp } from './ids.ts'
import { limits } from './limits.ts'
import { mentionedIn } from './mention-names.ts'
import { pageInput, pageOf } from './page.ts'
import { tagsIn } from './tags.ts'
import { lineText, longText } from './text.ts'
import { attachment } from './uploads.ts'
import { searchable, userCard } from './users.ts'

/** Who sees a post. Friends see what followers see; of a private account only these two see anything. */
export const postAudience = z.enum(['everyone', 'followers', 'friends'])

/** Who of those that see a post may comment; its author always may, unless it is nobody. */
export const commentsFrom = z.enum(['everyone', 'followers', 'friends', 'nobody'])

/** A picture or a video of a post. */
export const postMedia = attachment
  .extend({
    /** What is to be seen, in words, for whoever cannot see it. */
    alt: z.string(),
    /** Of a picture: the same as JPEG, for what cannot show WebP. */
    jpegUrl: z.string().nullable(),
    /** Of a video: the picture that stands for it, 1,280 pixels at most on the longer side. */
    posterUrl: z.string().nullable(),
  })
  .meta({ id: 'PostMedia' })

/** What of a post moves while people look at it. Of two the one with the larger `rev` is newer. */
export const postState = z
  .object({
    postId: id,
    /** The counter of the post. */
    rev: z.int(),
    /** Its value when what the post says was last changed, and when a comment was. */
    contentRev: z.int(),
    commentsRev: z.int(),
    likeCount: z.int(),
    commentCount: z.int(),
  })
  .meta({ id: 'PostState' })

export const post = z
  .object({
    id,
    author: userCard,
    /** As its author wrote it: a little Markdown, mentions and hashtags. */
    caption: z.string(),
    /** By the name as it stands in the caption, in lower case: whom it means. */
    mentions: z.record(z.string(), userCard),
    /** The hashtags of the caption, folded as `foldTag` does, in their order. */
    tags: z.array(z.string()),
    media: z.array(postMedia),
    /** Why it is covered until somebody wants to see it; empty where it is not. */
    warning: z.string(),
    audience: postAudience,
    commentsFrom,
    createdAt: timestamp,
    editedAt: timestamp.nullable(),
    state: postState,
    /** Of the caller. */
    isLiked: z.boolean(),
    isSaved: z.boolean(),
    mayComment: z.boolean(),
  })
  .meta({ id: 'Post' })

/** What the caller alone has on a post; of two the one with the larger `personalRev` is newer. */
export const postMark = z
  .object({ postId: id, isLiked: z.boolean(), isSaved: z.boolean(), personalRev: z.int() })
  .meta({ id: 'PostMark' })

export const caption = longText(limits.captionMax)
  .refine((value) => mentionedIn(value).length <= limits.mentionsMax, `names more than ${limits.mentionsMax} people`)
  .refine((value) => tagsIn(value).length <= limits.tagsMax, `has more than ${limits.tagsMax} hashtags`)

const uploadIds = z
  .array(id)
  .max(limits.postMediaMax)
  .refine((ids) => new Set(ids).size === ids.length, 'names one twice')

/** By upload. */
const alts = z.record(id, longText(limits.altMax))
const warning = lineText(limits.warningMax)

/** What a post says, as its author hands it in. */
const content = {
  caption: caption.default(''),
  /** Pictures and videos that the caller brought, in their order. */
  uploadIds: uploadIds.default([]),
  alts: alts.default({}),
  /** Of videos, by upload: a picture that the caller brought. */
  posters: z.record(id, id).default({}),
  warning: warning.default(''),
  audience: postAudience.default('everyone'),
  commentsFrom: commentsFrom.default('everyone'),
}

/** What one has begun to post. */
export const postDraft = z
  .object({
    id,
    caption: z.string(),
    media: z.array(postMedia),
    warning: z.string(),
    audience: postAudience,
    commentsFrom,
    changedAt: timestamp,
  })
  .meta({ id: 'PostDraft' })

const ofPost = z.strictObject({ postId: id })
const known = ['unauthenticated', 'not-found'] as const
const changing = ['unauthenticated', 'not-found', 'forbidden', 'not-durable'] as const
const marking = [...known, 'not-durable'] as const

export const postEndpoints = {
  'GET /api/feed': endpoint({
    summary:
      'Posts, newest first: `home` of friends, of whom one follows and of oneself; `everyone` of all here, `explore` those that people liked of late, `saved` in the order of saving. A page may be shorter than its limit, and more follow',
    session: 'required',
    input: z.strictObject({ of: z.enum(['home', 'everyone', 'explore', 'saved']).default('home'), ...pageInput }),
    replies: {
      200: pageOf(post).extend({
        /** Of `home`: the newest post that the caller has come to; null where they never did. */
        seenId: id.nullable(),
      }),
    },
    problems: ['unauthenticated'],
  }),
  'GET /api/feed/new': endpoint({
    summary:
      'How many posts of others are newer in the home feed than one, counted to a bound, and who wrote the newest of them',
    session: 'required',
    input: z.strictObject({ after: id.optional() }),
    replies: { 200: z.object({ count: z.int().max(limits.newPostsMax), authors: z.array(userCard).max(3) }) },
    problems: ['unauthenticated'],
  }),
  'PUT /api/feed/seen': endpoint({
    summary: 'Have come to a post in the home feed; an older one changes nothing',
    session: 'required',
    input: ofPost,
    replies: { 200: z.object({ seenId: id, personalRev: z.int() }) },
    problems: marking,
  }),
  'GET /api/tags': endpoint({
    summary:
      'Hashtags that begin with q, those with most posts of late first; posts that the caller cannot see count nothing',
    session: 'required',
    input: z.strictObject({ q: searchable.default('') }),
    replies: { 200: z.object({ items: z.array(z.object({ tag: z.string(), count: z.int() })) }) },
    problems: ['unauthenticated'],
  }),
  'GET /api/tags/:tag/posts': endpoint({
    summary: 'Posts with a hashtag, newest first; a page may be shorter than its limit, and more follow',
    session: 'required',
    input: z.strictObject({ tag: searchable.min(1), ...pageInput }),
    replies: { 200: pageOf(post) },
    problems: ['unauthenticated'],
  }),
  'GET /api/users/:username/posts': endpoint({
    summary:
      'The posts of a person that the caller may see, newest first; of a private account that does not let them, none',
    session: 'required',
    input: z.strictObject({ username: searchable.min(1), ...pageInput }),
    replies: { 200: pageOf(post) },
    problems: known,
  }),
  'GET /api/posts': endpoint({
    summary: 'These posts, as the caller may see them now; others are left out',
    session: 'required',
    input: z.strictObject({
      ids: z
        .string()
        .max(limits.postsAsked * 65)
        .transform((text) => text.split(','))
        .pipe(z.array(id).min(1).max(limits.postsAsked)),
    }),
    replies: { 200: z.object({ items: z.array(post) }) },
    problems: ['unauthenticated'],
  }),
  'POST /api/posts': endpoint({
    summary: 'Post a caption, pictures or videos; the same clientId again gives the first one',
    session: 'required',
    input: z
      .strictObject({ ...content, clientId, /** The draft that it was: it goes. */ draftId: id.optional() })
      .refine((input) => input.caption.trim() !== '' || input.uploadIds.length > 0, {
        message: 'needs a caption or a picture',
        path: ['caption'],
      }),
    replies: { 201: post, 200: post },
    problems: [...changing, 'client-id-reused'],
  }),
  'GET /api/posts/:postId': endpoint({
    summary: 'A post',
    session: 'required',
    input: ofPost,
    replies: { 200: post },
    problems: known,
  }),
  'PATCH /api/posts/:postId': endpoint({
    summary: 'Say it otherwise, or show it to others (its author); what is left out stays',
    session: 'required',
    input: z.strictObject({
      postId: id,
      caption: caption.optional(),
      alts: alts.optional(),
      warning: warning.optional(),
      audience: postAudience.optional(),
      commentsFrom: commentsFrom.optional(),
    }),
    replies: { 200: post },
    problems: changing,
  }),
  'DELETE /api/posts/:postId': endpoint({
    summary: 'Take a post away with all that hangs on it (its author, and those who lead the place)',
    session: 'required',
    input: ofPost,
    replies: { 204: null },
    problems: changing,
  }),
  'PUT /api/posts/:postId/like': endpoint({
    summary: 'Like a post',
    session: 'required',
    input: ofPost,
    replies: { 200: z.object({ state: postState, mark: postMark }) },
    problems: marking,
  }),
  'DELETE /api/posts/:postId/like': endpoint({
    summary: 'Like a post no longer',
    session: 'required',
    input: ofPost,
    replies: { 200: z.object({ state: postState, mark: postMark }) },
    problems: marking,
  }),
  'GET /api/posts/:postId/likes': endpoint({
    summary: 'Who likes a post, newest first',
    session: 'required',
    input: z.strictObject({ postId: id, ...pageInput }),
    replies: { 200: pageOf(userCard) },
    problems: known,
  }),
  'PUT /api/posts/:postId/save': endpoint({
    summary: 'Keep a post for oneself',
    session: 'required',
    input: ofPost,
    replies: { 200: postMark },
    problems: marking,
  }),
  'DELETE /api/posts/:postId/save': endpoint({
    summary: 'Keep a post no longer, also one that the caller cannot see any more',
    session: 'required',
    input: ofPost,
    replies: { 200: postMark },
    problems: marking,
  }),
  'GET /api/post-drafts': endpoint({
    summary: 'What one has begun to post, newest first',
    session: 'required',
    input: z.strictObject({}),
    replies: { 200: z.object({ items: z.array(postDraft).max(limits.postDraftsMax) }) },
    problems: ['unauthenticated'],
  }),
  'PUT /api/post-drafts/:draftId': endpoint({
    summary: 'Keep a draft, under an id that the device made; what was kept under it before is replaced',
    session: 'required',
    input: z.strictObject({ draftId: clientId, ...content }),
    replies: { 200: postDraft },
    problems: [...known, 'not-durable'],
  }),
  'DELETE /api/post-drafts/:draftId': endpoint({
    summary: 'Throw a draft away',
    session: 'required',
    input: z.strictObject({ draftId: clientId }),
    replies: { 204: null },
    problems: [...known, 'not-durable'],
  }),
  'GET /api/me/hidden-words': endpoint({
    summary: 'Words of which one wants to read nothing in posts and comments',
    session: 'required',
    input: z.strictObject({}),
    replies: { 200: z.object({ words: z.array(z.string()), personalRev: z.int() }) },
    problems: ['unauthenticated'],
  }),
  'PUT /api/me/hidden-words': endpoint({
    summary: 'Hide posts and comments that have these words; notices of them are not written',
    session: 'required',
    input: z.strictObject({
      words: z
        .array(lineText(limits.hiddenWordMax).refine((value) => value !== '', 'is empty'))
        .max(limits.hiddenWordsMax),
    }),
    replies: { 200: z.object({ words: z.array(z.string()), personalRev: z.int() }) },
    problems: ['unauthenticated', 'not-durable'],
  }),
}

export type Post = z.infer<typeof post>
export type PostMedia = z.infer<typeof postMedia>
export type PostState = z.infer<typeof postState>
export type PostMark = z.infer<typeof postMark>
export type PostDraft = z.infer<typeof postDraft>
export type PostAudience = z.infer<typeof postAudience>
export type CommentsFrom = z.infer<typeof commentsFrom>
