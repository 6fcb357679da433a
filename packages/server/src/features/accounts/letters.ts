import type { LinksTable } from '../../database/schema-access.ts'
import { toTimestamp } from '../../timestamp.ts'

/** What the account's letters say. */
export interface Letter {
  subject: string
  text: string
}

const ifNotYou = 'If this was not you, change your password now, and look at the devices in your settings.'

/** The letter that carries a link; `url` is in nothing but this letter. */
export function linkLetter(place: string, kind: LinksTable['kind'], url: string): Letter {
  switch (kind) {
    case 'password-reset':
      return {
        subject: `${place}: a new password`,
        text: `Somebody, probably you, asked for a new password at ${place}. To choose one, open this link within an hour:\n\n${url}\n\nIt works once. If you did not ask, do nothing: your password stays as it is.\n`,
      }
    case 'email-verify':
      return {
        subject: `${place}: is this your address?`,
        text: `An account at ${place} was made with this address. If it is yours, confirm it by opening this link:\n\n${url}\n\nIf you know nothing of it, do nothing.\n`,
      }
    case 'email-change':
      return {
        subject: `${place}: confirm your new address`,
        text: `To have this address for your account at ${place}, open this link:\n\n${url}\n\nIf you know nothing of it, do nothing.\n`,
      }
  }
}

export function newDeviceLetter(
  place: string,
  { address, userAgent }: { address: string; userAgent: string },
  now: number,
): Letter {
  return {
    subject: `${place}: a sign-in from a new device`,
    text: `Your account at ${place} was signed in to from a device or a network that it was never used from before.\n\nWhen: ${toTimestamp(now)}\nAddress: ${address}\nBrowser: ${userAgent}\n\n${ifNotYou}\n`,
  }
}

export function passwordChangedLetter(place: string): Letter {
  return {
    subject: `${place}: your password was changed`,
    text: `The password of your account at ${place} was changed.\n\n${ifNotYou}\n`,
  }
}

export function factorsResetLetter(place: string): Letter {
  return {
    subject: `${place}: your second factors were taken away`,
    text: `Whoever runs ${place} took the authenticator app, the passkeys and the recovery codes from your account, as for somebody who lost them. The password alone is enough to sign in now: set up a new one soon.\n\n${ifNotYou}\n`,
  }
}

/** For the address that was left. */
export function emailChangedLetter(place: string): Letter {
  return {
    subject: `${place}: your address was changed`,
    text: `Your account at ${place} now has another email address, and letters no longer come here.\n\nIf this was not you, tell whoever runs ${place}.\n`,
  }
}
