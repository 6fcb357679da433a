/** What a refusal means to the person who met it: what happened, and what to do. */
export const problems = {
  offline: 'The server cannot be reached. Check your connection and try again.',
  other: 'That did not work. Nothing was changed; try again.',
  wait: (seconds: number) =>
    seconds === 1 ? 'Too many tries. Wait one second.' : `Too many tries. Wait ${seconds} seconds.`,
  byCode: {
    'invalid-credentials': 'The name or the password is not right.',
    'username-taken': 'That username is taken. Try another one.',
    'email-taken': 'There is an account with that address already. Sign in instead.',
    'registration-closed': 'This place takes no new accounts. Ask whoever runs it.',
    'second-factor-required': 'This account needs a second factor to sign in.',
    'last-owner': 'The last owner cannot go. Make somebody else an owner first.',
    'client-id-reused': 'That was sent before with another text. Write it again.',
    'already-deleted': 'It was deleted in the meantime.',
    'too-large': 'That is too large.',
    'not-found': 'It is gone, or no longer yours to see.',
    'not-durable': 'The server could not store it safely. Nothing was changed; try again.',
    unauthenticated: 'You are signed out. Sign in and try again.',
    forbidden: 'You may not do that here.',
    busy: 'The server is busy. Nothing was changed; try again in a moment.',
    internal: 'The server made a mistake. Nothing was changed; try again.',
  } as Record<string, string>,
  fields: {
    required: 'This is needed.',
    tooShort: 'This is too short.',
    tooLong: 'This is too long.',
    other: 'This is not valid.',
    username: 'Use 1 to 30 letters, digits, “_” and single dots inside.',
    email: 'That does not look like an email address.',
    password: 'Use at least 8 characters.',
    passwordCommon: 'Many people use that password. Choose another one.',
  },
}
