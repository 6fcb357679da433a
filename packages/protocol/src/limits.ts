/** The bounds that both sides know. Lengths are in characters (code points) where no unit stands in the name. */
export const limits = {
  usernameMax: 30,
  emailMaxBytes: 254,
  passwordMin: 8,
  passwordMax: 256,
  displayNameMax: 60,
  nameMax: 60,
  bioMax: 500,
  statusMax: 80,
  /** Some emoji are many code points that are joined. */
  statusEmojiMax: 16,
  linkMax: 500,
  profileLinksMax: 5,
  friendNoteMax: 200,
  reportNoteMax: 1_000,
  messageMax: 8_000,
  /** More than a message, for what is cut down before it is sent. */
  draftMax: 32_000,
  /** Of one person; the oldest goes. */
  draftsMax: 500,
  /** Files of one message. */
  attachmentsMax: 12,
  fileNameMaxBytes: 255,
  /** Points of the outline of a recorded message. */
  waveformMax: 100,
  durationMaxMs: 24 * 60 * 60 * 1000,
  /** In code points: some emoji are many that are joined. */
  emojiMax: 16,
  /** Different ones on one message. */
  reactionsMax: 50,
  /** Who is named with each; of all others the count is told. */
  reactorsShown: 100,
  pinsMax: 100,
  savesMax: 2_000,
  /** What a message said before: the newest so many texts. */
  formerBodiesMax: 100,
  conversationTitleMax: 80,
  conversationTopicMax: 250,
  groupMembersMax: 1_000,
  tokenNameMax: 60,
  placeNameMax: 60,
  inviteNoteMax: 80,
  inviteUsesMax: 1_000,
  inviteConversationsMax: 20,
  /** Invites of one person that still hold. */
  invitesMax: 100,
  joinReasonMax: 500,
  suspensionReasonMax: 200,
  pageDefault: 50,
  pageMax: 100,
  /** Unread counts stop here; past it a client shows "999+". */
  unreadMax: 1_000,
  /** Of the threads that one follows in a conversation its entry names so many, and those with something unread. */
  followedThreadsShown: 50,
  /** In conversations up to this size, read positions and joins of others are told to every member. */
  smallConversationMembers: 50,
  /** Conversations of which a device says at once that messages have reached it. */
  receivedMax: 500,
  /** Names in one message. */
  mentionsMax: 100,
  /** In groups of at most so many every member may mention everybody, unless the group says otherwise. */
  mentionAllMembers: 20,
  /** A message that reaches more people than this at once is sent only after its author was asked. */
  mentionAskedFrom: 50,
  circleTitleMax: 60,
  circleDescriptionMax: 250,
  circleMembersMax: 1_000,
  /** In one place. */
  circlesMax: 1_000,
  projectNameMax: 80,
  projectDescriptionMax: 2_000,
  /** People named at once, when a project is made or added to. */
  projectAddedMax: 200,
  projectMembersMax: 10_000,
  /** Projects that one person may have begun and that are there. */
  projectsMax: 1_000,
  projectLinksMax: 100,
  entryNameMax: 200,
  /** Folders in folders. */
  folderDepthMax: 32,
  /** Of one project, outside the trash. */
  projectFilesMax: 200_000,
  /** Files and folders that one call moves, trashes or takes along. */
  entriesAtOnce: 500,
  /** Files and folders in one archive. */
  zipEntriesMax: 10_000,
  /** What one event names; of more, clients ask. */
  entriesTold: 50,
  /** In letters: folders and names of a file that is brought with its folder. */
  relativePathMax: 8_000,
  /** What is begun and not ended of one person. */
  uploadsUnderWay: 50,
  commentMax: 4_000,
  /** Answers to one comment. */
  commentRepliesMax: 500,
  /** Project files that one message shares. */
  sharedFilesMax: 12,
  sharedFilesAsked: 50,
  captionMax: 4_000,
  /** Hashtags of one caption. */
  tagsMax: 30,
  tagMax: 64,
  postMediaMax: 20,
  /** What is to be seen in a picture, in words. */
  altMax: 1_000,
  warningMax: 100,
  postsAsked: 50,
  postsWatchedMax: 100,
  newPostsMax: 99,
  postDraftsMax: 50,
  pinnedCommentsMax: 3,
  hiddenWordMax: 60,
  hiddenWordsMax: 200,
  /** Posts that one message shares. */
  sharedPostsMax: 12,
  userSearchMax: 20,
  searchMax: 100,
  presenceWatchMax: 500,
  socketPacketMaxBytes: 128 * 1024,
  jsonBodyMaxBytes: 1024 * 1024,
  resumeCursorsMax: 2_000,
  facesCount: 32,
  /** In pixels a side. */
  avatarSizes: [64, 256, 768],
  picturePixelsMax: 40_000_000,
  pictureFramesMax: 300,
  /** In pixels: the longer side of a picture as a thumbnail, in a message, and on its own. */
  pictureSizes: { thumbnail: 320, view: 1_280, full: 2_560 },
  pictureSideMax: 16_384,
} as const
