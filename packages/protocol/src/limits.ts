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
