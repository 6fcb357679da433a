import type { ProblemCode } from '@kith/protocol/problems.ts'
import { memoryDrafts } from '@kith/sdk/draft-storage.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { expect, onTestFinished } from 'vitest'
import { buildApp } from '../app.ts'
import type { App } from '../app.ts'
import { readConfig } from '../config.ts'
import type { PasswordCost } from '../features/accounts/passwords.ts'
import type { Outside } from '../guarded-fetch/guarded-fetch.ts'
import type { Pace } from '../http/body-pace.ts'
import type { NodesPace } from '../nodes/nodes.ts'
import type { SweepPace } from '../realtime/sweeper.ts'
import { createLogger } from '../logger.ts'
import { ErrorLog, into } from './error-log.ts'
import { freshPlace } from './fresh-place.ts'
import { manyNodes, testNodes } from './many-nodes.ts'
import { passwordOf, Person } from './person.ts'

export interface EmptyWorld {
  /** The first node: the only one, unless the tests run on two (`KITH_TEST_NODES`). */
  app: App
  url: string
  /** Every node; people and devices come to one after the other. */
  nodes: readonly Node[]
  /** What the server logged as an error. A test that leaves any behind fails. */
  errors: ErrorLog
  /** Nobody yet: a device without a session, which comes to `baseUrl` where it is given. */
  visitor: (baseUrl?: string) => Person
  /** A new account, signed in, connected and with its list loaded. */
  person: (username: string, baseUrl?: string) => Promise<Person>
  /** Another device of an account. */
  device: (username: string) => Promise<Person>
  /** Any HTTP call, byte by byte. */
  raw: (path: string, init?: RequestInit) => Promise<Response>
}

export interface World extends EmptyWorld {
  /** The owner, since her account is the first. */
  alice: Person
  bob: Person
  carol: Person
  /** Shares nothing with the others but the lobby. */
  stranger: Person
}

export interface WorldOptions {
  /** Settings by name, as in the environment. Limits on rates are off unless RATE_LIMIT_FACTOR is given. */
  settings?: Record<string, string>
  now?: () => number
  /** What Argon2id costs; it is always real, but small unless this says otherwise. */
  passwordCost?: PasswordCost
  /** Gets all that the server logs, at the finest level and as it is in production. Then `errors` stays empty. */
  log?: string[]
  /** What links lead to; nothing, unless it is given. */
  outside?: Outside
  /** How long calls may take to come in. */
  pace?: Pace
  /** How many nodes there are; `KITH_TEST_NODES` unless it is given. More than one need PostgreSQL and Redis. */
  nodes?: number
  sweepPace?: SweepPace
  nodesPace?: NodesPace
  /** How long object storage may say nothing. */
  bucket?: { quietMs: number }
}

export interface Node {
  app: App
  url: string
}

const nowhere: Outside = { resolve: async () => [], mayDial: () => false }
const smallCost: PasswordCost = { memoryKiB: 64, passes: 1 }

/** A running server on a fresh database with people signed in; gone when the test is over. */
export async function world(options: WorldOptions = {}): Promise<World> {
  const empty = await emptyWorld(options)
  const alice = await empty.person('alice')
  const [bob, carol, stranger] = await Promise.all([
    empty.person('bob'),
    empty.person('carol'),
    empty.person('stranger'),
  ])
  return { ...empty, alice, bob, carol, stranger }
}

/** As `world`, before the first account. */
export async function emptyWorld(options: WorldOptions = {}): Promise<EmptyWorld> {
  const place = await freshPlace({ hasTables: true })
  const errors = new ErrorLog()
  const config = readConfig({
    PORT: '0',
    LOG_LEVEL: 'error',
    RATE_LIMIT_FACTOR: '1000',
    ...place.settings,
    ...((options.nodes ?? testNodes) > 1 ? manyNodes() : {}),
    ...options.settings,
  })
  const nodes: Node[] = []
  for (let count = 0; count < (options.nodes ?? testNodes); count++) {
    const built = await buildApp(config, {
      log: options.log === undefined ? errors.logger : createLogger({ LOG_LEVEL: 'trace' }, into(options.log)),
      outside: options.outside ?? nowhere,
      ...(options.now === undefined ? {} : { now: options.now }),
      ...(options.pace === undefined ? {} : { pace: options.pace }),
      ...(options.sweepPace === undefined ? {} : { sweepPace: options.sweepPace }),
      ...(options.nodesPace === undefined ? {} : { nodesPace: options.nodesPace }),
      ...(options.bucket === undefined ? {} : { bucket: options.bucket }),
      passwordCost: options.passwordCost ?? smallCost,
    })
    let closing: Promise<void> | null = null
    // A test may have ended it already.
    const app: App = { ...built, close: () => (closing ??= built.close()) }
    nodes.push({ app, url: await app.listen() })
  }
  await haveMet(nodes)
  const [first] = nodes
  if (first === undefined) throw new Error('a world has a node')
  const { app, url } = first
  const devices: Person[] = []
  onTestFinished(async () => {
    for (const device of devices) device.stop()
    for (const node of nodes) await node.app.close()
    await place.remove()
    expect(errors.lines).toEqual([])
  })
  const turn = byTurns(nodes)
  const visitor = (baseUrl = turn().url): Person => {
    const device = new Person({
      baseUrl,
      keepsCookies: true,
      backoff: { firstMs: 20, lastMs: 100 },
      drafts: { storage: memoryDrafts(), restMs: 20 },
    })
    devices.push(device)
    return device
  }
  return {
    app,
    url,
    nodes,
    errors,
    visitor,
    person: (username, baseUrl) => signUp(visitor(baseUrl), username),
    device: (username) => signIn(visitor(), username),
    raw: (path, init) => fetch(turn().url + path, init),
  }
}

/** Resolves once each of `nodes` hears all others. */
export async function haveMet(nodes: readonly Node[]): Promise<void> {
  const hears = ({ app }: Node, other: Node): boolean =>
    other.app === app || app.nodes.addressOf(other.app.nodes.id) !== null
  while (!nodes.every((one) => nodes.every((other) => hears(one, other)))) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** One after the other, and again from the first. */
function byTurns<T>(all: readonly T[]): () => T {
  let at = 0
  return () => {
    const one = all[at % all.length]
    at++
    if (one === undefined) throw new Error('there is none')
    return one
  }
}

/** Makes an account on `device` and connects it. */
export async function signUp(device: Person, username: string): Promise<Person> {
  await device.register({ username, email: `${username}@example.org`, password: passwordOf(username) })
  return connected(device)
}

/** Signs `device` in to an account that exists and connects it. */
export async function signIn(device: Person, username: string): Promise<Person> {
  await device.login(username, passwordOf(username))
  return connected(device)
}

async function connected(device: Person): Promise<Person> {
  await device.start()
  await device.until(({ connection }) => connection.state === 'online', 'a connection')
  return device
}

/** Fails unless `promise` is refused with `code`; the refusal. */
export async function expectProblem(promise: Promise<unknown>, code: ProblemCode): Promise<ProblemError> {
  const outcome = await promise.then(
    (value: unknown) => ({ value }),
    (error: unknown) => ({ error }),
  )
  if (!('error' in outcome)) throw new Error(`expected ${code}, got ${JSON.stringify(outcome.value)}`)
  if (!(outcome.error instanceof ProblemError)) throw outcome.error
  expect(outcome.error.code).toBe(code)
  return outcome.error
}
