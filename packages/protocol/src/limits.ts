/** The bounds that both sides know. Lengths are in characters (code points) where no unit stands in the name. */
export const limits = {
  usernameMax: 30,
  emailMaxBytes: 254,
  passwordMin: 8,
  passwordMax: 256,
  displayNameMax: 60,
  bioMax: 500,
  messageMax: 8_000,
  conversationTitleMax: 80,
  conversationTopicMax: 250,
  groupMembersMax: 1_000,
  tokenNameMax: 60,
  pageDefault: 50,
  pageMax: 100,
  /** Unread counts stop here; past it a client shows "999+". */
  unreadMax: 1_000,
  /** In conversations up to this size, read positions and joins of others are told to every member. */
  smallConversationMembers: 50,
  userSearchMax: 20,
  presenceWatchMax: 500,
  socketPacketMaxBytes: 128 * 1024,
  jsonBodyMaxBytes: 1024 * 1024,
  resumeCursorsMax: 2_000,
  facesCount: 32,
} as const
