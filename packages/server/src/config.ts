import { isIP } from 'node:net'
import { limits } from '@kith/protocol/limits.ts'
import { z } from 'zod'
import { bucketAddressOf } from './media/s3/bucket-address.ts'
import { StartError } from './start-error.ts'

const flagless = z.string().trim()
const optional = flagless.transform((value) => (value === '' ? null : value)).nullable()
const list = flagless.transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
)
const webUrl = z.url({ protocol: /^https?$/ }).transform((value) => new URL(value).origin)
/** Digits only: `Number` would also take "0x10" and blanks. */
const whole = flagless.regex(/^\d{1,15}$/, 'is not a whole number').transform(Number)
const yesOrNo = z.enum(['true', 'false'], 'is neither true nor false').transform((value) => value === 'true')
const wholeBytes = whole.pipe(z.number().min(1))

function isNetwork(entry: string): boolean {
  const [address = '', prefix, ...rest] = entry.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128))
}

/** One setting: how it is read, what it is when unset, and why it is there. */
interface Setting<T extends z.ZodType> {
  schema: T
  initial: string
  help: string
}

function setting<T extends z.ZodType>(schema: T, initial: string, help: string): Setting<T> {
  return { schema, initial, help }
}

/** Every setting there is. The README's table and `.env.example` are printed from here. */
export const settings = {
  HOST: setting(flagless.min(1), '127.0.0.1', 'Address to listen on. Anything but loopback needs PUBLIC_URL.'),
  PORT: setting(whole.pipe(z.number().max(65_535)), '3000', 'Port to listen on; 0 takes a free one.'),
  DATA_DIR: setting(flagless.min(1), './data', 'Folder for the database, files and secrets.'),
  DATABASE_URL: setting(
    optional.refine((value) => value === null || /^postgres(ql)?:\/\//.test(value), 'is not a postgres:// address'),
    '',
    'postgres://user:password@host/database. Unset: SQLite in DATA_DIR.',
  ),
  DATABASE_POOL_MAX: setting(
    whole.pipe(z.number().min(2).max(1_000)),
    '20',
    'Connections to PostgreSQL that one process holds at most, of the max_connections that all nodes share.',
  ),
  REDIS_URL: setting(
    optional.refine((value) => value === null || /^rediss?:\/\//.test(value), 'is not a redis:// or rediss:// address'),
    '',
    'redis://user:password@host or rediss://…: Redis or Valkey, by which several nodes wake each other; needs DATABASE_URL and SESSION_SECRET. ?prefix=name keeps apart what else uses it. Unset: one node.',
  ),
  NODE_URL: setting(
    // Nodes call each other within a network of their own, without a certificate.
    z.union([
      z.literal('').transform(() => null),
      z.url({ protocol: /^http$/ }).transform((value) => new URL(value).origin),
    ]),
    '',
    'The address at which the other nodes reach this one, such as http://10.0.0.7:3000. Unset: HOST and PORT.',
  ),
  S3_URL: setting(
    optional.refine(
      (value) => value === null || bucketAddressOf(value) !== null,
      'is not of the form https://KEY:SECRET@host/bucket?region=…',
    ),
    '',
    'https://KEY:SECRET@host/bucket?region=…: S3-compatible storage for files, with what is no letter or digit in KEY and SECRET percent-encoded. Unset: DATA_DIR/files.',
  ),
  S3_DIRECT: setting(
    yesOrNo,
    'false',
    'true: downloads of a megabyte and more are sent to the storage, by an address that is good for a minute. false: all go through this server.',
  ),
  PUBLIC_URL: setting(
    z.union([z.literal('').transform(() => null), webUrl]),
    '',
    'The address that people use, such as https://kith.example.org. With https the cookie is Secure.',
  ),
  ALLOWED_ORIGINS: setting(list.pipe(z.array(webUrl)), '', 'Other web origins that may call, separated by commas.'),
  SESSION_SECRET: setting(
    optional,
    '',
    'At least 32 characters; seals second factors and invites. Unset: made at the first start and kept in DATA_DIR. All nodes need the same one.',
  ),
  REGISTRATION: setting(
    z.union([z.literal('').transform(() => null), z.enum(['open', 'invite', 'approval', 'closed'])]),
    '',
    'Who may make an account: open, invite, approval or closed. Unset: the owner chooses in the app, open at first. The first account may always be made.',
  ),
  UPLOAD_MAX_BYTES: setting(wholeBytes, '16777216', 'Largest picture or attachment, in bytes.'),
  UPLOAD_QUOTA_BYTES: setting(wholeBytes, '5368709120', 'Space of one person for pictures and attachments, in bytes.'),
  PROJECT_FILE_MAX_BYTES: setting(wholeBytes, '2147483648', 'Largest project file, in bytes.'),
  PROJECT_QUOTA_BYTES: setting(wholeBytes, '53687091200', 'Space of one project for its files, in bytes.'),
  PROJECT_PERSON_QUOTA_BYTES: setting(
    wholeBytes,
    '21474836480',
    'Space of what one person brought to projects, all together, in bytes.',
  ),
  TRUSTED_PROXIES: setting(
    list.pipe(z.array(z.string().refine(isNetwork, 'names something that is no address and no network'))),
    '',
    'Addresses or networks of proxies whose X-Forwarded-* are believed, separated by commas.',
  ),
  SMTP_URL: setting(
    optional.refine((value) => value === null || /^smtps?:\/\//.test(value), 'is not a smtp:// or smtps:// address'),
    '',
    'smtps://user:password@host: the mail server for letters to people; needs PUBLIC_URL. Unset: nothing is mailed.',
  ),
  MAIL_FROM: setting(
    optional,
    '',
    'Sender of letters, such as Kith <kith@example.org>. Unset: kith@ the host of PUBLIC_URL.',
  ),
  LOG_LEVEL: setting(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    'info',
    'How much is logged, as JSON lines on standard error.',
  ),
  RATE_LIMIT_FACTOR: setting(
    flagless
      .regex(/^\d{1,6}(\.\d{1,6})?$/, 'is not a number')
      .transform(Number)
      .pipe(z.number().positive()),
    '1',
    'Multiplies every limit on rates and on numbers of connections. Load tests raise it.',
  ),
  LEAVE_SECONDS: setting(
    z.union([z.literal('').transform(() => null), whole.pipe(z.number().max(600))]),
    '',
    'How long a node that is told to end serves on, so that proxies and devices go elsewhere first. Unset: 6 with REDIS_URL, else 0.',
  ),
  METRICS_TOKEN: setting(optional, '', 'Bearer token for /metrics from anywhere but loopback.'),
  PLACE_NAME: setting(
    optional.refine((value) => value === null || value.length <= limits.placeNameMax, 'is too long'),
    '',
    'What this place is called. Unset: the owner names it in the app, Kith at first.',
  ),
} as const

type Settings = typeof settings
export type Config = { readonly [K in keyof Settings]: z.output<Settings[K]['schema']> }

const loopback = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/

/**
 * Reads the settings from the environment; an empty one counts as unset.
 * @throws StartError that lists everything that is wrong
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const faults: string[] = []
  const values: Record<string, unknown> = {}
  for (const [name, { schema, initial }] of Object.entries(settings)) {
    const given = environment[name]
    const parsed = schema.safeParse(given === undefined || given === '' ? initial : given)
    if (parsed.success) values[name] = parsed.data
    else faults.push(`${name}: ${parsed.error.issues[0]?.message ?? 'is wrong'}`)
  }
  const config = values as Config
  if (faults.length === 0) faults.push(...contradictions(config))
  if (faults.length > 0) throw new StartError(`Kith cannot start, a setting is wrong:\n  ${faults.join('\n  ')}`)
  return config
}

function contradictions(config: Config): string[] {
  const faults: string[] = []
  if (!loopback.test(config.HOST) && config.PUBLIC_URL === null) {
    faults.push('HOST: is open to the network, so PUBLIC_URL must say by which address people come')
  }
  if (config.SMTP_URL !== null && config.PUBLIC_URL === null) {
    faults.push('SMTP_URL: letters carry links, so PUBLIC_URL must say by which address people come')
  }
  if (config.REDIS_URL !== null && config.DATABASE_URL === null) {
    faults.push('REDIS_URL: several nodes need one database, so DATABASE_URL must name a PostgreSQL')
  }
  if (config.REDIS_URL !== null && config.SESSION_SECRET === null) {
    faults.push('REDIS_URL: what one node seals others must read, so SESSION_SECRET must be set, alike on all nodes')
  }
  if (config.S3_DIRECT && config.S3_URL === null) faults.push('S3_DIRECT: needs S3_URL')
  return faults
}

/** `.env.example`, from the settings themselves. */
export function environmentExample(): string {
  const lines = Object.entries(settings).map(([name, { initial, help }]) => `# ${help}\n#${name}=${initial}`)
  return `# Every setting of Kith with what it is when unset. Copy to .env and change what you need.\n\n${lines.join('\n\n')}\n`
}
