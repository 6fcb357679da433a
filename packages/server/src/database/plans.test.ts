import { CompiledQuery, sql } from 'kysely'
import type { Kysely, KyselyPlugin, RootOperationNode } from 'kysely'
import { expect, test } from 'vitest'
import { attachedTo, sharedFiles, sharedLinks } from '../features/attachments/attachment-rows.ts'
import { isShownTo, looseIds, usedBytes } from '../features/attachments/upload-rows.ts'
import { circlesOf, reachOf } from '../features/circles/circle-rows.ts'
import {
  conversationsNaming,
  directoryPage,
  firstMembers,
  memberPage,
  membersChanged,
} from '../features/conversations/conversation-rows.ts'
import { behindAmong, unreadCounts, unreadMentions } from '../features/membership/marker-rows.ts'
import { headsOf, membershipPage, membershipRow } from '../features/membership/membership-rows.ts'
import { membersNamed, mentionsOf } from '../features/messages/mention-rows.ts'
import { circleMembersIn, untoldOfMany, wideMentionsOf } from '../features/messages/wide-mention-rows.ts'
import { formerBodies } from '../features/messages/former-rows.ts'
import { forwardsOf } from '../features/messages/forward-rows.ts'
import { pinPage, pinsOn } from '../features/messages/pin-rows.ts'
import { emojiOn, messagesReactedTo, reactionPage, reactorsOn } from '../features/messages/reaction-rows.ts'
import { chargedTo, underWayIn, versionsPage } from '../features/files/content-rows.ts'
import { entryNamed } from '../features/files/entry-rows.ts'
import { entriesPage, trashPage } from '../features/files/list-rows.ts'
import {
  authorPage,
  forEveryone,
  likedAmongNewest,
  markOfHome,
  mutedAmong,
  nearnessTo,
  savedBy,
  tagged,
} from '../features/feed/feed-rows.ts'
import { homePage } from '../features/feed/home-rows.ts'
import { countsOf, tagsBeginning, tagsOfLate } from '../features/feed/tag-rows.ts'
import { countPostsSeen, postsSeen } from '../features/post-access/post-access.ts'
import {
  answersPage,
  begunPage,
  commentOn,
  commentsBy,
  commentsChanged,
  countPinned,
  pinnedPage,
} from '../features/post-comments/comment-rows.ts'
import { likedBy, likesPage } from '../features/post-comments/like-rows.ts'
import { draftMediaOf, draftsOf } from '../features/posts/draft-rows.ts'
import { likePage } from '../features/posts/mark-rows.ts'
import {
  likedAmong,
  mediaOf,
  namedIn,
  postByClientId,
  postsAfter,
  toldOf,
  viewersNamed,
} from '../features/posts/post-rows.ts'
import { hiddenWordsOf, toldOfComment, toldOfPost } from '../features/notifications/post-target-rows.ts'
import { sharedPostsIn } from '../features/messages/shared-post-rows.ts'
import { audiencePage, wantersAmong } from '../features/post-access/announce-rows.ts'
import { countTrashed, toPurge, trashedBefore, trashRoots } from '../features/files/purge-rows.ts'
import { entriesOfRev, pathOf, sizeOfTree } from '../features/files/tree-rows.ts'
import { entriesChanged } from '../features/project-news/news-rows.ts'
import { savedIds, savedPage } from '../features/saved/saved-rows.ts'
import { managedPage } from '../features/administration/administration-rows.ts'
import { pendingPage } from '../features/joining/approval-rows.ts'
import { inviteHolding, invitePage, newcomerPage } from '../features/joining/invite-rows.ts'
import {
  lastMessages,
  messageByClientId,
  messageById,
  messagesBetween,
  messagesByIds,
  messagesChanged,
  repliesBetween,
  timeOfPlace,
} from '../features/messages/message-rows.ts'
import {
  countUnread,
  eventsOf,
  isHushed,
  newestEvents,
  noticePage,
  noticesSince,
  noticeSums,
  openNotice,
} from '../features/notifications/notification-rows.ts'
import { decidedLinks, newestPreview, shownPreviews } from '../features/previews/preview-rows.ts'
import { blockPage, friendPage, peopleOfPage, peoplePage, relationPage } from '../features/relations/list-rows.ts'
import { blindToReads, otherOfDirect, permits, sightRows } from '../features/relations/permission-rows.ts'
import { relationCounts, relationRow, relationsChanged } from '../features/relations/relation-rows.ts'
import { behindInline, followedCounts, followersOf, unreadReplies } from '../features/threads/follow-rows.ts'
import { placesIn, placesOf } from '../features/threads/place-rows.ts'
import { repliesLeft, threadPage, threadsByIds } from '../features/threads/thread-rows.ts'
import { usersByPrefix } from '../features/users/user-rows.ts'
import { world } from '../testing/world.ts'
import type { World } from '../testing/world.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'

const MESSAGES = 100_000
const USERS = 20_000
const ENTRIES = 20_000
const GROUPS = 20_000
const POSTS = 50_000

const standing = { id: 'big', head: MESSAGES, last_seq: MESSAGES, last_read_seq: 50_000, visible_from: 0, joined_at: 0 }
const onPost = (viewerId: string) => ({ viewerId, postId: 'q100001', limit: 51 })
const friendsOf = { ownerId: 'u1', kind: { column: 'friendship', value: 'friends' } } as const
const all = { after: 0, before: null }

const folder = { projectId: 'p1', of: 'folder', parentId: 'd7', needle: '', order: 'up' } as const
const anywhere = { ...folder, parentId: '', needle: 'ame' } as const
const fromStart = { type: 'file', after: null, limit: 101 } as const
const onward = { type: 'file', after: { value: 500, key: 'name 5', id: 'e500' }, limit: 101 } as const

const shelf = { conversationId: 'big', visibleFrom: 0, before: null, limit: 51 }
const halfway = { seq: 50_000, position: 0 }

/** The queries that are asked all the time. Those with `sorts` put what they found in order: it is never many.
 * Those with `inOrder` read an index from one end until they have enough. */
const queries: Record<
  string,
  { ask: (db: Kysely<Schema>, userId: string) => Promise<unknown>; sorts?: true; inOrder?: true }
> = {
  'a folder by name': { ask: (db) => entriesPage(db, { ...folder, sort: 'name' }, fromStart) },
  'a folder by name, from its end': {
    ask: (db) => entriesPage(db, { ...folder, sort: 'name', order: 'down' }, { ...onward, type: 'folder' }),
  },
  'a folder by size': { ask: (db) => entriesPage(db, { ...folder, sort: 'size' }, onward) },
  'a folder by its last changes': {
    ask: (db) => entriesPage(db, { ...folder, sort: 'changed', order: 'down' }, onward),
  },
  'what is pinned': { ask: (db) => entriesPage(db, { ...folder, of: 'pinned', sort: 'name' }, fromStart), sorts: true },
  'the trash of a project': {
    ask: (db) => trashPage(db, 'p1', { needle: '', after: { at: 500, id: 'e500' }, limit: 51 }),
    sorts: true,
  },
  'what is to leave the trash': { ask: (db) => trashedBefore(db, 100, 200), sorts: true },
  'what has a name': { ask: (db) => entryNamed(db, { projectId: 'p1', parentId: 'd7' }, 'name 7') },
  'names with a part that many have': { ask: (db) => entriesPage(db, { ...anywhere, sort: 'name' }, fromStart) },
  'names with a part, from the end': {
    ask: (db) => entriesPage(db, { ...anywhere, sort: 'name', order: 'down' }, { ...onward, type: 'folder' }),
  },
  'names with a part, by their last changes': {
    ask: (db) => entriesPage(db, { ...anywhere, sort: 'changed' }, onward),
    sorts: true,
  },
  'how large a folder is': { ask: (db) => sizeOfTree(db, { id: 'd7', project_id: 'p1', type: 'folder' }), sorts: true },
  'what went into the trash together': { ask: (db) => toPurge(db, 'p1', 'e7', 100) },
  'how much is in the trash': { ask: (db) => countTrashed(db, 'p1', ['e7', 'e8']) },
  'what was itself put into the trash': { ask: (db) => trashRoots(db, 'p1', 100), sorts: true },
  'files that changed': { ask: (db) => entriesChanged(db, 'p1', { since: 900, upTo: 1_000 }, 501), sorts: true },
  'what changed at once': { ask: (db) => entriesOfRev(db, 'p1', 900, 51), sorts: true },
  'the folders around one': { ask: (db) => pathOf(db, { id: 'e7' }), sorts: true },
  'versions of a file': { ask: (db) => versionsPage(db, 'e7', 9, 51) },
  'what somebody brought': { ask: (db) => chargedTo(db, 'u7') },
  'what is on its way': { ask: (db) => underWayIn(db, 'p1') },
  'the newest messages': { ask: (db) => messagesBetween(db, 'big', all, 50, true) },
  'messages before a place': { ask: (db) => messagesBetween(db, 'big', { after: 0, before: 60_000 }, 50, true) },
  'messages after a place': { ask: (db) => messagesBetween(db, 'big', { after: 60_000, before: null }, 50, false) },
  'messages of a late comer': { ask: (db) => messagesBetween(db, 'big', { after: 90_000, before: 95_000 }, 50, true) },
  'what changed': {
    ask: (db) => messagesChanged(db, 'big', { since: 99_000, upTo: MESSAGES, visibleFrom: 0 }, 201),
  },
  'what changed long ago, for a late comer': {
    ask: (db) => messagesChanged(db, 'big', { since: 10, upTo: MESSAGES, visibleFrom: 500 }, 201),
  },
  'which members changed': { ask: (db) => membersChanged(db, 'big', { since: 99_000, upTo: MESSAGES }, 201) },
  'when a message was sent': { ask: (db) => timeOfPlace(db, 'big', 50_000) },
  'one message': { ask: (db) => messageById(db, 'm7') },
  'messages that are quoted': { ask: (db) => messagesByIds(db, ['m7', 'm70', 'm700']) },
  'what links of messages show': { ask: (db) => shownPreviews(db, ['m7', 'm70', 'm700']), sorts: true },
  'the links of one message': { ask: (db) => decidedLinks(db, 'm7') },
  'what was found behind an address': { ask: (db) => newestPreview(db, 'h7', 0) },
  'a message sent again': { ask: (db, userId) => messageByClientId(db, userId, 'c7') },
  'the last message of each': { ask: (db) => lastMessages(db, ['big', 'g1', 'g2']) },
  'what is not read to the end': { ask: (db, userId) => behindAmong(db, userId, 'g1', 200), sorts: true },
  'unread in one': { ask: (db, userId) => unreadCounts(db, userId, [standing], 1_000) },
  'unread in many': {
    ask: (db, userId) =>
      unreadCounts(
        db,
        userId,
        Array.from({ length: 100 }, (_, at) => ({ ...standing, id: at === 0 ? 'big' : `g${at}` })),
        1_000,
      ),
  },
  'unread mentions in many': {
    ask: (db, userId) =>
      unreadMentions(
        db,
        userId,
        Array.from({ length: 100 }, (_, at) => ({ ...standing, id: at === 0 ? 'big' : `g${at}` })),
        1_000,
      ),
    sorts: true,
  },
  'threads that are followed, in many': {
    ask: (db, userId) =>
      followedCounts(
        db,
        userId,
        Array.from({ length: 100 }, (_, at) => ({ ...standing, id: at === 0 ? 'big' : `g${at}` })),
        { max: 1_000, shown: 50 },
      ),
    sorts: true,
  },
  'threads that one follows': {
    ask: (db, userId) => threadPage(db, userId, { isUnread: false, cursor: null, limit: 51 }),
    sorts: true,
  },
  'threads with something unread': {
    ask: (db, userId) => threadPage(db, userId, { isUnread: true, cursor: { at: 90_000, id: 'm1' }, limit: 51 }),
    sorts: true,
  },
  'what threads come to': { ask: (db) => threadsByIds(db, ['m50', 'm100', 'm7']) },
  'a page of a thread': { ask: (db) => repliesBetween(db, 'm50', { after: 51, before: null }, 50, true) },
  'what is left of a thread': { ask: (db) => repliesLeft(db, 'm50', 3), sorts: true },
  'who follows a thread': { ask: (db) => followersOf(db, 'm50', 60), sorts: true },
  'how far people are in a thread': { ask: (db) => placesIn(db, 'm50'), sorts: true },
  'how far somebody is in a thread': { ask: (db, userId) => placesOf(db, 'm50', [userId]), sorts: true },
  'unread in a thread': {
    ask: (db, userId) => unreadReplies(db, userId, { threadId: 'm50', lastReadSeq: 51 }, 1_000),
  },
  'threads that are read inline': { ask: (db, userId) => behindInline(db, userId, 'big', MESSAGES), sorts: true },
  'who is named': {
    ask: (db, userId) => membersNamed(db, { conversationId: 'big', authorId: userId, keys: ['person1', 'bob'] }),
  },
  'where somebody is named by another': {
    ask: (db, userId) => conversationsNaming(db, userId, 'u7'),
    sorts: true,
  },
  'the names for many in a page': { ask: (db) => wideMentionsOf(db, ['m7', 'm70']), sorts: true },
  'who of circles is in a conversation': {
    ask: (db, userId) => circleMembersIn(db, 'big', ['k1', 'k2'], userId),
    sorts: true,
  },
  'how many of circles are in a conversation': {
    ask: (db, userId) => reachOf(db, 'big', ['k1', 'k2'], userId),
    sorts: true,
  },
  'the circles of somebody': { ask: (db) => circlesOf(db, 'u7'), sorts: true },
  'whom a message names among many': { ask: (db) => untoldOfMany(db, 'm70', 'u5', 200), sorts: true },
  'the names in a page': { ask: (db) => mentionsOf(db, ['m7', 'm70']), sorts: true },
  'the reactions in a page': { ask: (db) => reactorsOn(db, ['m7', 'm70', 'm700'], 100), sorts: true },
  'which emoji are on a message': { ask: (db) => emojiOn(db, 'm7', 51), sorts: true },
  'who reacted': { ask: (db) => reactionPage(db, 'm7', { emoji: undefined, after: null, limit: 51 }), sorts: true },
  'who reacted with one emoji, further on': {
    ask: (db) => reactionPage(db, 'm7', { emoji: '👍', after: { rev: 3, userId: 'u3' }, limit: 51 }),
    sorts: true,
  },
  'what somebody reacted to': { ask: (db) => messagesReactedTo(db, 'u7', 200), sorts: true },
  'the pins in a page': { ask: (db) => pinsOn(db, ['m7', 'm70']) },
  'the pins of a conversation': {
    ask: (db) => pinPage(db, 'big', { visibleFrom: 0, cursor: { at: 50, id: 'm50' }, limit: 101 }),
    sorts: true,
  },
  'the origins in a page': { ask: (db) => forwardsOf(db, ['m7', 'm70']) },
  'what a message said before': { ask: (db) => formerBodies(db, 'm7', 0, 51), sorts: true },
  'what one saved': { ask: (db, userId) => savedPage(db, userId, 51, { at: 900, id: 'm900' }), sorts: true },
  'the ids of what one saved': { ask: (db, userId) => savedIds(db, userId, 2_000), sorts: true },
  'the newest notices': { ask: (db, userId) => noticePage(db, userId, 31, null), sorts: true },
  'notices further on': { ask: (db, userId) => noticePage(db, userId, 31, { at: 5_000, id: 'x5000' }), sorts: true },
  'how many notices are unread': { ask: (db, userId) => countUnread(db, userId, 1_000), sorts: true },
  'which notices changed': {
    ask: (db, userId) => noticesSince(db, userId, { since: 9_000, upTo: 10_000 }, 201),
    sorts: true,
  },
  'what is in notices': { ask: (db) => noticeSums(db, ['x1', 'x2', 'x3']), sorts: true },
  'the newest of what is in notices': { ask: (db) => newestEvents(db, ['x1', 'x2', 'x3'], 3), sorts: true },
  'the notice that is open': { ask: (db, userId) => openNotice(db, userId, 'mention g7'), sorts: true },
  'the notices of a message': { ask: (db) => eventsOf(db, 'message_id', 'm7'), sorts: true },
  'who is hushed': { ask: (db, userId) => isHushed(db, userId, 'u7') },
  'one’s own membership': { ask: (db, userId) => membershipRow(db, userId, 'big') },
  'where everything stands': { ask: (db, userId) => headsOf(db, userId) },
  'one’s conversations': { ask: (db, userId) => membershipPage(db, userId, 51, null), sorts: true },
  'one’s conversations, further on': {
    ask: (db, userId) => membershipPage(db, userId, 51, { at: 1_500, id: 'g1500' }),
    sorts: true,
  },
  'the faces of groups': { ask: (db) => firstMembers(db, ['g1', 'g2', 'g3'], 8), sorts: true },
  'the members of a group': { ask: (db) => memberPage(db, 'g1', '', 51, null), sorts: true },
  'people by prefix': {
    ask: (db, userId) => usersByPrefix(db, { prefix: 'person424', isMany: false }, userId, 20),
    sorts: true,
  },
  'people from the first': {
    ask: (db, userId) => usersByPrefix(db, { prefix: '', isMany: true }, userId, 20),
    inOrder: true,
  },
  'people of whom many have a prefix': {
    ask: (db, userId) => usersByPrefix(db, { prefix: 'person', isMany: true }, userId, 20),
    inOrder: true,
  },
  'people by name': {
    ask: (db, userId) => peoplePage(db, userId, { prefix: '', isMany: true }, 51, ''),
    inOrder: true,
  },
  'people by name, further on': {
    ask: (db, userId) => peoplePage(db, userId, { prefix: '', isMany: true }, 51, 'person5000'),
    inOrder: true,
  },
  'people by prefix and name': {
    ask: (db, userId) => peoplePage(db, userId, { prefix: 'person424', isMany: false }, 51, ''),
    sorts: true,
  },
  'friends by name': { ask: (db, userId) => friendPage(db, userId, false, 51, ''), sorts: true },
  'friends of somebody': {
    ask: (db, userId) => peopleOfPage(db, { ...friendsOf, viewerId: userId, isMany: false }, 51, ''),
    sorts: true,
  },
  'requests, newest first': {
    ask: (db, userId) => relationPage(db, userId, { column: 'friendship', value: 'received' }, 51, null),
  },
  'followers, further on': {
    ask: (db, userId) =>
      relationPage(db, userId, { column: 'followed_by', value: 'following' }, 51, { at: 900, id: 'u9' }),
  },
  'who is blocked': { ask: (db, userId) => blockPage(db, userId, 51, null) },
  'what is between two': { ask: (db, userId) => relationRow(db, userId, 'u7') },
  'which relations changed': { ask: (db, userId) => relationsChanged(db, userId, { since: 900, upTo: 1_000 }, 201) },
  'how many friends': { ask: (db, userId) => relationCounts(db, userId) },
  'who lets one do this': { ask: (db, userId) => permits(db, userId, ['u1', 'u2', 'u700'], 'may_add') },
  'the other of two': { ask: (db, userId) => otherOfDirect(db, userId, 'g1') },
  'who is not told of reading': { ask: (db, userId) => blindToReads(db, userId, 'g1') },
  'whom one shows oneself to': { ask: (db, userId) => sightRows(db, userId) },
  'an invite by its code': { ask: (db) => inviteHolding(db, 'x', 1) },
  'what messages show': { ask: (db) => attachedTo(db, ['m7', 'm8', 'm9']), sorts: true },
  'what was shared': { ask: (db) => sharedFiles(db, 'media', shelf) },
  'what was shared, further on': { ask: (db) => sharedFiles(db, 'media', { ...shelf, before: halfway }) },
  'links that were shared': { ask: (db) => sharedLinks(db, { ...shelf, before: halfway }) },
  'whether somebody may see a file': { ask: (db, userId) => isShownTo(db, userId, 'f70') },
  'the space that somebody takes': { ask: (db, userId) => usedBytes(db, userId), sorts: true },
  'what nothing shows': { ask: (db) => looseIds(db, 1_000, 100), inOrder: true },
  'one’s own invites': { ask: (db, userId) => invitePage(db, userId, 51, null), sorts: true },
  'one’s own invites, further on': { ask: (db, userId) => invitePage(db, userId, 51, 'z'), sorts: true },
  'who came by an invite': { ask: (db) => newcomerPage(db, 'i7', 51, null), sorts: true },
  'who waits to be let in': { ask: (db) => pendingPage(db, 51, null), inOrder: true },
  'every account': { ask: (db) => managedPage(db, '', 51, null), inOrder: true },
  'every account, further on': { ask: (db) => managedPage(db, '', 51, 'person5') },
  'accounts by prefix': { ask: (db) => managedPage(db, 'person424', 51, null), sorts: true },
  'the directory': { ask: (db, userId) => directoryPage(db, userId, '', 51, null), inOrder: true },
  'the home feed': {
    ask: (db, userId) => homePage(db, userId, { before: null, after: null, hasOwn: true, limit: 51 }),
    sorts: true,
  },
  'the home feed, further on': {
    ask: (db, userId) => homePage(db, userId, { before: 'q140000', after: null, hasOwn: true, limit: 51 }),
    sorts: true,
  },
  'what is new at home': {
    ask: (db, userId) => homePage(db, userId, { before: null, after: 'q149000', hasOwn: false, limit: 99 }),
    sorts: true,
  },
  'posts for everyone': { ask: (db) => forEveryone(db, null, 51) },
  'posts for everyone, further on': { ask: (db) => forEveryone(db, 'q140000', 51) },
  'posts with a hashtag': { ask: (db) => tagged(db, 'tag7', 'q140000', 51) },
  'what people like': { ask: (db) => likedAmongNewest(db, 'q140000', 1_000) },
  'posts that one keeps': { ask: (db, userId) => savedBy(db, userId, { at: 500, id: 'q100500' }, 51) },
  'who is muted': { ask: (db, userId) => mutedAmong(db, userId, ['u40', 'u80']) },
  'posts of somebody': { ask: (db) => authorPage(db, 'u40', { near: 2, before: 'q140000', limit: 51 }), sorts: true },
  'posts as somebody sees them': { ask: (db, userId) => postsSeen(db, userId, ['q140000', 'q140001']) },
  'how many posts of somebody one sees': { ask: (db, userId) => countPostsSeen(db, userId, 'u40') },
  'what posts show': { ask: (db) => mediaOf(db, ['q100001', 'q100002']), sorts: true },
  'whom posts name': { ask: (db) => namedIn(db, ['q100001', 'q100002']), sorts: true },
  'whom a caption may name': {
    ask: (db) => viewersNamed(db, { postId: 'q100001', authorId: 'u1', keys: ['person40', 'person80'] }),
  },
  'who likes a post': { ask: (db, userId) => likePage(db, { postId: 'q100001', viewerId: userId }, 51, null) },
  'who likes a post, further on': {
    ask: (db, userId) => likePage(db, { postId: 'q100001', viewerId: userId }, 51, { at: 500, id: 'u400' }),
  },
  'which posts one likes': { ask: (db, userId) => likedAmong(db, userId, ['q100001', 'q100002']) },
  'a post by its clientId': { ask: (db) => postByClientId(db, 'u40', 'x') },
  'all posts of an account': { ask: (db) => postsAfter(db, 'u40', 'q1', 100), sorts: true },
  'what one has begun to post': { ask: (db, userId) => draftsOf(db, userId, 50), sorts: true },
  'what is in drafts of posts': { ask: (db, userId) => draftMediaOf(db, userId, ['d1', 'd2']), sorts: true },
  'who has notices of a post': { ask: (db) => toldOf(db, 'q100001', 100), sorts: true },
  'how near one is to somebody': { ask: (db, userId) => nearnessTo(db, userId, 'u40') },
  'how far one has come at home': { ask: (db, userId) => markOfHome(db, userId) },
  'hashtags of late': {
    ask: (db, userId) => tagsOfLate(db, userId, { prefix: 'tag', scannedMax: 1_000, limit: 20 }),
    sorts: true,
  },
  'hashtags by their beginning': { ask: (db) => tagsBeginning(db, 'tag1', 20), sorts: true },
  'how much hashtags are used': { ask: (db, userId) => countsOf(db, userId, ['tag1', 'tag2'], 20), sorts: true },
  'who is told of a post': {
    ask: (db, userId) => audiencePage(db, userId, { level: 0, after: 'u5', limit: 500 }),
    sorts: true,
  },
  'who of those here sees a post': { ask: (db) => wantersAmong(db, 'q140000', ['u40', 'u80']) },
  'comments on a post': { ask: (db, userId) => begunPage(db, onPost(userId), 'r10') },
  'pinned comments': { ask: (db, userId) => pinnedPage(db, onPost(userId), { at: 3, id: 'r1' }), sorts: true },
  'how many comments are pinned': { ask: (db) => countPinned(db, 'q100001') },
  'what answers a comment': {
    ask: (db, userId) => answersPage(db, { viewerId: userId, rootId: 'r100000', limit: 51 }, 'r100010'),
  },
  'comments that changed': {
    ask: (db, userId) => commentsChanged(db, onPost(userId), { since: 9_000, upTo: 20_000 }),
    sorts: true,
  },
  'a comment on a post': { ask: (db, userId) => commentOn(db, userId, { postId: 'q100001', commentId: 'r100001' }) },
  'comments of somebody': { ask: (db) => commentsBy(db, 'u7', 100), sorts: true },
  'who likes a comment': {
    ask: (db, userId) => likesPage(db, { viewerId: userId, commentId: 'r100001', limit: 51 }, { at: 900, id: 'u9' }),
  },
  'comments that somebody likes': { ask: (db) => likedBy(db, 'u7', 100), sorts: true },
  'who was told of a post': { ask: (db) => toldOfPost(db, 'q100001'), sorts: true },
  'who was told of a comment on a post': { ask: (db) => toldOfComment(db, 'r100001'), sorts: true },
  'hidden words': { ask: (db, userId) => hiddenWordsOf(db, userId) },
  'posts that messages share': { ask: (db) => sharedPostsIn(db, ['m1', 'm2']), sorts: true },
  'the directory, further on': { ask: (db, userId) => directoryPage(db, userId, '', 51, { count: 2, id: 'g9' }) },
}

test('every hot query finds what it wants by an index, in a conversation of 100,000 messages', async () => {
  const place = await world()
  await fill(place)
  const { db } = place.app.ctx
  for (const [name, { ask, sorts, inOrder }] of Object.entries(queries)) {
    const plans = await plansOf(db, (read) => ask(read, place.alice.user.id))
    expect(plans, name).not.toEqual([])
    for (const plan of plans) {
      expect(
        plan.filter((line) => isWalkThrough(line, inOrder)),
        `${name}\n${plan.join('\n')}`,
      ).toEqual([])
      if (sorts !== true) expect(plan.filter(isSort), `${name}\n${plan.join('\n')}`).toEqual([])
    }
  }
})

test('the test of the plans sees a scan and a sort where there are some', async () => {
  // No index has a body, however many there are.
  const place = await world()
  const ask = (read: Kysely<Schema>): Promise<unknown> =>
    read.selectFrom('messages').selectAll().where('body', '=', 'x').orderBy('created_at').limit(5).execute()
  const [plan = []] = await plansOf(place.app.ctx.db, ask)
  expect(plan.filter((line) => isWalkThrough(line)).length, plan.join('\n')).toBeGreaterThan(0)
  expect(plan.filter(isSort).length, plan.join('\n')).toBeGreaterThan(0)
})

/** A whole table read, or a whole index, unless its order makes the first few of it enough. */
function isWalkThrough(line: string, inOrder = false): boolean {
  if (inOrder && /^SCAN \w+ USING INDEX/.test(line)) return false
  return /Seq Scan on (?!mine|trash_moves)|^SCAN (messages|members|users|user_words|conversations|relations|mentions|link_previews|message_previews|reactions|pins|saves|former_bodies|forwards|threads|thread_follows|follows|wide_mentions|circle_members|project_entries|project_blobs|project_uploads|file_versions|posts|post_tags|post_saves|post_comments|post_comment_likes|post_likes|likes|post_media|post_mentions|post_drafts|post_draft_media|message_posts|roots|remark|liking|named|tagged|feed_marks|wide|told|wishes|[nemgasf]|own|theirs)\b/.test(
    line,
  )
}

function isSort(line: string): boolean {
  return /USE TEMP B-TREE|^Sort|Incremental Sort/.test(line)
}

/** The plan of each query that `ask` asks, line by line. */
async function plansOf(db: Database, ask: (read: Kysely<Schema>) => Promise<unknown>): Promise<string[][]> {
  const asked: CompiledQuery[] = []
  const listening: KyselyPlugin = {
    transformQuery: ({ node, queryId }): RootOperationNode => {
      const query = db.read.getExecutor().compileQuery(node, queryId)
      // What is prepared is compiled without its values, and seen below, when it is run.
      if (query.parameters.every((each) => each === null || typeof each !== 'object')) asked.push(query)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const read = new Proxy(db.read.withPlugin(listening), {
    get: (target, name) => {
      const own: unknown = Reflect.get(target, name, target)
      if (name === 'executeQuery') {
        return (query: CompiledQuery) => {
          asked.push(query)
          return target.executeQuery(query)
        }
      }
      return typeof own === 'function' ? own.bind(target) : own
    },
  })
  await ask(read)
  const explain = db.dialect === 'sqlite' ? 'explain query plan' : 'explain'
  const plans: string[][] = []
  for (const query of asked) {
    const { rows } = await db.read.executeQuery<{ detail?: string; 'QUERY PLAN'?: string }>(
      CompiledQuery.raw(`${explain} ${query.sql}`, [...query.parameters]),
    )
    plans.push(rows.map((row) => (row.detail ?? row['QUERY PLAN'] ?? '').replace(/^[\s>-]+/, '')))
  }
  return plans
}

async function fill({ app, alice, bob }: World): Promise<void> {
  const { db } = app.ctx
  const numbers = (count: number) =>
    sql`with recursive n (i) as (select 1 union all select i + 1 from n where i < ${sql.lit(count)})`
  const group = sql`kind, title, topic, is_lobby, is_public, is_history_shared, created_by, created_at, rev`
  const groupValues = sql`'group', null, '', 0, 0, 1, ${sql.lit(alice.user.id)}, 1, 1`
  const member = sql`conversation_id, user_id, role, rev, visible_from, joined_at, last_read_seq, personal_rev`
  await db.write(async (tx) => {
    await sql`insert into users
      (id, username, username_key, display_name, email, email_key, password_hash, bio, role, created_at)
      ${numbers(USERS)} select 'u' || i, 'person' || i, 'person' || i, 'Person', 'p' || i, 'p' || i, '', '', 'member', 1
      from n`.execute(tx)
    await sql`insert into user_words (user_id, word) ${numbers(USERS)} select 'u' || i, 'person' || i from n`.execute(
      tx,
    )
    await sql`insert into invites (id, code_hash, code_sealed, inviter_id, note, uses, created_at)
      ${numbers(GROUPS)} select 'i' || i, 'h' || i, '', 'u' || (1 + i % 500), '', 0, 1 from n`.execute(tx)
    await sql`update users set invite_id = 'i' || (created_at + length(username)), invited_by = ${sql.lit(alice.user.id)}
      where role = 'member' and created_at = 1`.execute(tx)
    await sql`insert into conversations (id, ${group}, head, last_seq, member_count, last_activity_at)
      values ('big', ${groupValues}, ${sql.lit(MESSAGES)}, ${sql.lit(MESSAGES)}, 2, 1)`.execute(tx)
    await sql`insert into conversations (id, ${group}, head, last_seq, member_count, last_activity_at)
      ${numbers(GROUPS)} select 'g' || i, ${groupValues}, 1, 1, 2, i from n`.execute(tx)
    // Channels among them, and members of whom the asking person is one in a few.
    await sql`update conversations set kind = 'channel', is_public = 1, title = id
      where last_activity_at % 5 = 0 and is_lobby = 0`.execute(tx)
    for (const { user } of [alice, bob]) {
      await sql`insert into members (${member}) values ('big', ${user.id}, 'member', 1, 0, 1, 50000, 0)`.execute(tx)
    }
    await sql`insert into members (${member}) ${numbers(GROUPS)}
      select 'g' || i, ${sql.lit(alice.user.id)}, 'member', 1, 0, 1, 0, 0 from n where i <= 100`.execute(tx)
    await sql`insert into members (${member}) ${numbers(GROUPS)}
      select 'g' || i, 'u' || (1 + i % ${sql.lit(USERS)}), 'member', 2, 0, 1, 0, 0 from n`.execute(tx)
    await sql`insert into messages (id, conversation_id, seq, rev, kind, author_id, body, client_id, created_at)
      ${numbers(MESSAGES)} select 'm' || i, 'big', i, i, 'text', ${sql.lit(bob.user.id)}, 'message ' || i, 'c' || i, i
      from n`.execute(tx)
    await sql`insert into messages (id, conversation_id, seq, rev, kind, author_id, body, created_at)
      ${numbers(GROUPS)} select 'n' || i, 'g' || i, 1, 1, 'text', ${sql.lit(bob.user.id)}, 'hello', i from n`.execute(
      tx,
    )
    await sql`update messages set thread_id = 'm' || (seq - seq % 10), thread_seq = seq - seq % 10
      where conversation_id = 'big' and seq >= 10 and seq % 10 between 1 and 3`.execute(tx)
    await sql`insert into threads (id, conversation_id, seq, reply_count, last_seq, last_reply_at, last_repliers)
      ${numbers(MESSAGES / 10 - 1)} select 'm' || (i * 10), 'big', i * 10, 3, i * 10 + 3, i, '[]' from n`.execute(tx)
    await sql`insert into thread_follows
      (thread_id, user_id, conversation_id, is_following, last_read_seq, personal_rev)
      ${numbers(MESSAGES / 10 - 1)} select 'm' || (i * 10), case when i % 1000 = 0 then ${alice.user.id} else 'u' || i end,
        'big', 1, i * 10 + i % 4, 1 from n`.execute(tx)
    const notices = 10_000
    await sql`insert into notifications (id, user_id, kind, group_key, created_at, updated_at, rev, read_at)
      ${numbers(notices)} select 'x' || i, case when i % 5 = 0 then ${alice.user.id} else 'u' || i end, 'mention',
        'mention g' || (i % 500), i, i, i, case when i % 20 = 0 then null else 1 end from n`.execute(tx)
    await sql`insert into notification_events
      (user_id, event_key, notification_id, actor_id, conversation_id, message_id, seq, at)
      ${numbers(notices)} select case when i % 5 = 0 then ${alice.user.id} else 'u' || i end, 'mention m' || i, 'x' || i,
        ${bob.user.id}, 'big', 'm' || i, i, i from n`.execute(tx)
    await sql`insert into notification_preferences (user_id, kinds_off, has_sound, rev)
      ${numbers(5_000)} select 'u' || i, '[]', 0, 0 from n`.execute(tx)
    await sql`insert into circles (id, handle, handle_key, title, description, member_count, created_at)
      ${numbers(500)} select 'k' || i, 'k' || i, 'k' || i, 'Some', '', 20, 1 from n`.execute(tx)
    await sql`insert into circle_members (circle_id, user_id, added_at)
      ${numbers(10_000)} select 'k' || (1 + i % 500), 'u' || i, 1 from n`.execute(tx)
    await sql`insert into wide_mentions
      (message_id, written_as, kind, user_ids, author_id, conversation_id, seq, created_at)
      ${numbers(MESSAGES / 10)} select 'm' || (i * 10), 'all', 'all', '', ${bob.user.id}, 'big', i * 10, 1
      from n`.execute(tx)
    await sql`insert into mentions (message_id, written_as, user_id, author_id, conversation_id, seq)
      ${numbers(notices)} select 'm' || i, 'alice', ${alice.user.id}, ${bob.user.id}, 'big', i from n`.execute(tx)
    await sql`insert into link_previews
      (id, url_hash, state, title, description, site_name, width, height, fetched_at)
      ${numbers(notices)} select 'p' || i, 'h' || i, 'ready', '', '', '', 0, 0, i from n`.execute(tx)
    await sql`insert into message_previews (message_id, url, place, preview_id)
      ${numbers(notices)} select 'm' || i, 'http://a.example/', 0, 'p' || i from n`.execute(tx)
    await sql`insert into reactions (message_id, user_id, emoji, rev, created_at)
      ${numbers(notices)} select 'm' || (1 + i % 1000), 'u' || i, '👍', i, i from n`.execute(tx)
    await sql`insert into pins (message_id, conversation_id, seq, pinned_at)
      ${numbers(notices)} select 'm' || i, case when i <= 100 then 'big' else 'g' || i end, i, i from n`.execute(tx)
    await sql`insert into saves (user_id, message_id, saved_at)
      ${numbers(notices)} select case when i <= 1000 then ${alice.user.id} else 'u' || i end, 'm' || i, i from n`.execute(
      tx,
    )
    await sql`insert into former_bodies (message_id, number, body, written_at)
      ${numbers(notices)} select 'm' || i, 1, 'before', i from n`.execute(tx)
    await sql`insert into forwards (message_id, source_id, origin_author_id, origin_created_at)
      ${numbers(notices)} select 'm' || i, 'm1', 'u' || i, i from n`.execute(tx)
    const files = 10_000
    await sql`insert into uploads (id, owner_id, kind, name, size_bytes, mime_type, stored_bytes, created_at, loose_since)
      ${numbers(files)} select 'f' || i, 'u' || (1 + i % 500), 'image', 'p', 9, 'image/webp', 9, i,
        case when i % 50 = 0 then i else null end from n`.execute(tx)
    await sql`insert into attachments (message_id, position, upload_id, conversation_id, seq, shelf)
      ${numbers(files)} select 'm' || (i * 10), 0, 'f' || i, 'big', i * 10, case when i % 3 = 0 then 'files' else 'media' end
      from n`.execute(tx)
    await sql`update messages set parts = 128 where conversation_id = 'big' and seq % 20 = 0`.execute(tx)
    await sql`insert into projects (id, name, description, color, conversation_id, visibility, join_role, announces_files,
      created_by, created_at, head, rev, member_count, file_count, used_bytes, last_activity_at)
      ${numbers(2_000)} select 'p' || i, 'p', '', 'moss', 'c' || i, 'private', 'reader', 0, 'u1', 1, 1, 1, 1, 1, 1, 1
      from n`.execute(tx)
    await sql`insert into project_entries (id, project_id, parent_id, type, name, name_key, sort_key, kind, mime_type,
      sha256, size_bytes, version, uploaded_by, created_at, changed_at, changed_by, pinned_at, trash_id, trashed_at,
      open_comments, rev)
      ${numbers(ENTRIES)} select 'e' || i, case when i % 2 = 0 then 'p1' else 'p2' end, case when i % 3 = 0 then '' else 'd7' end,
        case when i % 10 = 0 then 'folder' else 'file' end, 'name ' || i, 'name ' || i, 'name ' || i, 'image', '', 'h' || i,
        i, 1, 'u1', i, i, 'u1', case when i % 500 = 0 then i else null end, case when i % 50 = 0 then 'e' || i else null end,
        case when i % 50 = 0 then i else null end, 0, i from n`.execute(tx)
    await sql`insert into file_versions (file_id, number, project_id, sha256, size_bytes, kind, mime_type, uploaded_by,
      uploaded_at) ${numbers(ENTRIES)} select 'e' || i, 1, 'p' || (1 + i % 20), 'h' || i, i, 'image', '', 'u1', i
      from n`.execute(tx)
    await sql`insert into project_blobs (project_id, sha256, size_bytes, uses, charged_to)
      ${numbers(ENTRIES)} select 'p' || (1 + i % 20), 'h' || i, i, 1, 'u' || (i % 200) from n`.execute(tx)
    await sql`insert into project_members (project_id, user_id, role, rev, joined_at, seen_rev)
      ${numbers(10_000)} select 'p' || (1 + i % 20), 'u' || i, 'reader', 1, 1, 1 from n`.execute(tx)
    await sql`insert into file_comments (id, project_id, file_id, version, author_id, body, client_id, created_at, rev)
      ${numbers(10_000)} select 'k' || i, 'p1', 'e' || i, 1, 'u' || i, 'fine', 'k' || i, i, i from n`.execute(tx)
    await sql`insert into comment_mentions (comment_id, written_as, user_id)
      ${numbers(10_000)} select 'k' || i, 'somebody', 'u' || (1 + i % 500) from n`.execute(tx)
    await sql`insert into access_requests (project_id, user_id, file_id, note, created_at)
      ${numbers(10_000)} select 'p' || (1 + i % 20), 'u' || i, 'e' || i, '', 1 from n`.execute(tx)
    await sql`insert into project_uploads (id, project_id, user_id, parent_id, name, size_bytes, created_at)
      ${numbers(2_000)} select 't' || i, 'p' || (1 + i % 20), 'u' || (1 + i % 500), '', 'x', 1, 1 from n`.execute(tx)
    const relation = sql`user_id, other_id, friendship, note, follow, followed_by, is_blocked, is_blocked_by, is_muted,
      rev, changed_at`
    for (const from of [sql.lit(alice.user.id), sql.lit('u1'), sql.lit('u2')]) {
      await sql`insert into relations (${relation}) ${numbers(USERS)}
        select ${from}, 'u' || i, case when i % 40 = 0 then 'friends' else 'none' end, '', 'none',
          case when i % 30 = 0 then 'following' else 'none' end, case when i % 900 = 0 then 1 else 0 end, 0, 0, i, i
        from n where i > 2 and i % 10 = 0`.execute(tx)
    }
    await sql`insert into posts (id, author_id, client_id, caption, level, comments_from, warning, media_count, created_at,
      rev, content_rev, comments_rev, like_count, comment_count)
      ${numbers(POSTS)} select 'q' || (100000 + i), 'u' || (1 + i % 2000), 'q' || i, '', i % 3, 'everyone', '', 1, i,
        1, 1, 0, i % 5, 0 from n`.execute(tx)
    await sql`insert into post_tags (tag, post_id)
      ${numbers(POSTS)} select 'tag' || (i % 40), 'q' || (100000 + i) from n`.execute(tx)
    await sql`insert into post_saves (user_id, post_id, created_at)
      ${numbers(POSTS / 10)} select case when i <= 1000 then ${alice.user.id} else 'u' || i end, 'q' || (100000 + i), i
      from n`.execute(tx)
    await sql`insert into feed_marks (user_id, seen_id, personal_rev)
      ${numbers(USERS)} select 'u' || i, 'q' || (100000 + i), 1 from n`.execute(tx)
    // Every tenth begins on the first post, and has what answers it after it.
    await sql`insert into post_comments (id, post_id, parent_id, author_id, client_id, body, created_at, pinned_at, rev,
      like_count, reply_count)
      ${numbers(POSTS)} select 'r' || (100000 + i), case when i % 10 < 5 then 'q100001' else 'q' || (100000 + i) end,
        case when i % 10 between 1 and 4 then 'r' || (100000 + i - i % 10 + 10) end, 'u' || (1 + i % 2000), 'r' || i, '', i,
        case when i % 10000 = 0 then i end, i, 1, 4 from n order by i % 10`.execute(tx)
    await sql`insert into post_comment_likes (comment_id, user_id, created_at)
      ${numbers(POSTS)} select 'r' || (100000 + (case when i % 2 = 0 then 1 else i end)), 'u' || (1 + i % ${sql.lit(USERS)}), i
      from n where i <= ${sql.lit(USERS)}`.execute(tx)
    await sql`insert into post_likes (post_id, user_id, created_at)
      ${numbers(POSTS)} select 'q' || (100000 + i), 'u' || (1 + i % 2000), i from n`.execute(tx)
    await sql`insert into post_media (post_id, position, upload_id, alt)
      ${numbers(10_000)} select 'q' || (100000 + i), 0, 'f' || i, '' from n`.execute(tx)
    await sql`insert into post_mentions (post_id, written_as, user_id)
      ${numbers(POSTS)} select 'q' || (100000 + i), 'somebody', 'u' || (1 + i % 2000) from n`.execute(tx)
    await sql`insert into post_comment_mentions (comment_id, written_as, user_id)
      ${numbers(POSTS)} select 'r' || (100000 + i), 'somebody', 'u' || (1 + i % 2000) from n`.execute(tx)
    await sql`insert into message_posts (message_id, position, post_id, conversation_id, seq)
      ${numbers(10_000)} select 'm' || i, 0, 'q' || (100000 + i), 'big', i from n`.execute(tx)
    await sql`insert into hidden_words (user_id, words, personal_rev)
      ${numbers(USERS)} select 'u' || i, '[]', 1 from n`.execute(tx)
    await sql`insert into post_drafts (user_id, id, content, changed_at)
      ${numbers(USERS)} select case when i <= 50 then ${alice.user.id} else 'u' || i end, 'd' || i, '{}', i
      from n where i > 2`.execute(tx)
    await sql`insert into post_draft_media (user_id, draft_id, position, upload_id, alt)
      select user_id, id, 0, 'f' || (1 + changed_at % 10000), '' from post_drafts`.execute(tx)
    if (db.dialect === 'postgres') await sql`analyze`.execute(tx)
  })
}
