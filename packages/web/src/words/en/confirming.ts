export const confirming = {
  title: 'Is it you?',
  text: 'This can change who gets into your account, so say again that it is you. It holds for ten minutes.',
  password: 'Password',
  code: 'Code',
  codeHint: 'From your authenticator app, or a recovery code.',
  confirm: 'Confirm',
  withPasskey: 'Use a passkey',
}
