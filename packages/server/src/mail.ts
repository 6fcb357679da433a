import type { Transporter } from 'nodemailer'
import type { Config } from './config.ts'
import type { AppContext } from './context.ts'

/** Plain text on purpose: nothing is loaded, nothing is counted, and every reader can show it. */
export interface Mail {
  to: string
  subject: string
  text: string
}

const SLOWEST_MS = 20_000
const transports = new WeakMap<Config, Transporter>()

export function mayMail(config: Config): boolean {
  return config.SMTP_URL !== null
}

/** Sends one letter by SMTP_URL; for the job `mail` alone. @throws when the mail server does not take it */
export async function sendMail({ config }: AppContext, mail: Mail): Promise<void> {
  if (config.SMTP_URL === null) throw new Error('there is no SMTP_URL to send mail by')
  // Loaded with the first letter: many places send none.
  const { createTransport } = await import('nodemailer')
  const transport = transports.get(config) ?? createTransport(withTimeouts(config.SMTP_URL))
  transports.set(config, transport)
  await transport.sendMail({ from: config.MAIL_FROM ?? `Kith <kith@${hostOf(config)}>`, ...mail })
}

function withTimeouts(address: string): string {
  const url = new URL(address)
  for (const name of ['connectionTimeout', 'greetingTimeout', 'socketTimeout']) {
    url.searchParams.set(name, String(SLOWEST_MS))
  }
  return url.href
}

function hostOf(config: Config): string {
  return config.PUBLIC_URL === null ? 'localhost' : new URL(config.PUBLIC_URL).hostname
}
