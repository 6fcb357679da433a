export const privacy = {
  text: 'The server keeps to this, whatever program asks it.',
  isPrivate: 'Private account',
  isPrivateHint: 'You let followers in one by one; only they and friends see your posts and lists.',
  audiences: { everyone: 'Everyone', friends: 'Friends', nobody: 'Nobody' },
  questions: {
    mayMessage: {
      label: 'Who may write to you',
      hint: 'Whom you have written to may always answer.',
    },
    mayAdd: {
      label: 'Who may add you to groups',
      hint: 'Others cannot bring you into a group or a channel.',
    },
    maySeePresence: {
      label: 'Who sees when you are here',
      hint: 'Online, away, and when you were last seen.',
    },
    maySeeReads: {
      label: 'Who sees what you have read',
      hint: 'The mark beside a message that says it was read.',
    },
    mayFindByEmail: {
      label: 'Who finds you by your email',
      hint: 'Your address itself is never shown to anyone.',
    },
  },
  notSaved: 'Nothing was changed',
  blocked: 'Blocked people',
  blockedText: 'They do not find you, and you do not find them. They are not told.',
  noBlocked: 'You have blocked nobody.',
  unblock: 'Unblock',
  unblockName: (name: string) => `Unblock ${name}`,
  unblocked: (name: string) => `${name} is no longer blocked`,
  muted: 'Muted people',
  mutedText: 'You get no notices of them, and their posts stay out of your feed. They are not told.',
  noMuted: 'You have muted nobody.',
  unmute: 'Unmute',
  unmuteName: (name: string) => `Unmute ${name}`,
  unmuted: (name: string) => `${name} is no longer muted`,
  undo: 'Undo',
} as const
