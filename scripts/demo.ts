import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildApp } from '../packages/server/src/app.ts'
import type { App } from '../packages/server/src/app.ts'
import { readConfig } from '../packages/server/src/config.ts'
import { demoUser, seed } from './seed.ts'
import { DemoClock } from './seed/clock.ts'
import { claimName, NotADemo, removeDemo } from './seed/demo-folder.ts'
import { liven } from './seed/liveliness.ts'
import { deepen } from './seed/long-talk.ts'
import { demoPassword } from './seed/people.ts'

/*
 * npm run demo [-- --fresh] [--messages 100000] [--port 3000] [--still]
 *
 * A Kith full of people, in ./data/demo. `--fresh` tells the story anew, `--messages` makes one channel that long,
 * `--still` lets nobody say anything by themselves.
 */

const { values } = parseArgs({
  options: {
    fresh: { type: 'boolean', default: false },
    messages: { type: 'string' },
    port: { type: 'string', default: process.env['PORT'] ?? '3000' },
    still: { type: 'boolean', default: false },
    name: { type: 'string', default: 'demo' },
  },
})

const dataFolder = fileURLToPath(new URL('../data/', import.meta.url))
if (!/^[\w-]{1,40}$/.test(values.name)) fail('--name takes letters, digits, "_" and "-".')
const folder = join(dataFolder, values.name)
const longTalk = values.messages === undefined ? 0 : Number(values.messages)
if (!Number.isSafeInteger(longTalk) || longTalk < 0 || longTalk > 5_000_000) fail('--messages takes a whole number.')
const cheapPasswords = { memoryKiB: 1024, passes: 1 }

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

function configWith(more: Record<string, string>): ReturnType<typeof readConfig> {
  return readConfig({
    PORT: values.port,
    DATA_DIR: folder,
    LOG_LEVEL: 'warn',
    PLACE_NAME: 'Harbour Street',
    ...more,
  })
}

async function open(more: Record<string, string>, clock: DemoClock): Promise<App> {
  return buildApp(configWith(more), { now: clock.now, passwordCost: cheapPasswords })
}

/** Tells the story into a new folder. What a broken-off telling left is told anew. */
async function fill(): Promise<void> {
  removeDemo(folder)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, claimName), '')
  const begun = performance.now()
  process.stdout.write('Harbour Street is moving in … ')
  const clock = new DemoClock()
  const app = await open({ PORT: '0', RATE_LIMIT_FACTOR: '100000' }, clock)
  const url = await app.listen()
  const { messages } = await seed(url, clock)
  if (longTalk > 0) await deepenTable(app)
  await app.close()
  writeFileSync(join(folder, 'demo.json'), JSON.stringify({ at: new Date().toISOString(), messages, longTalk }))
  rmSync(join(folder, claimName))
  console.log(`${messages + longTalk} messages in ${((performance.now() - begun) / 1000).toFixed(1)} s.`)
}

async function deepenTable({ ctx }: App): Promise<void> {
  await ctx.db.write(async (tx) => {
    const members = await tx
      .selectFrom('members')
      .innerJoin('conversations', 'conversations.id', 'members.conversation_id')
      .where('conversations.title', '=', 'Tuesday dinner')
      .select(['members.user_id', 'members.conversation_id'])
      .execute()
    const id = members[0]?.conversation_id
    if (id === undefined) throw new Error('the story has no Tuesday dinner')
    const authors = members.map(({ user_id: userId }) => userId)
    await deepen(tx, id, authors, longTalk)
  })
}

function kept(): { at: string; longTalk: number } | null {
  const path = join(folder, 'demo.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}

try {
  const found = kept()
  if (values.fresh || found === null || (longTalk > 0 && found.longTalk !== longTalk)) await fill()
  // Whoever photographs it turns pages faster than people do.
  const app = await open(values.still ? { RATE_LIMIT_FACTOR: '100' } : {}, new DemoClock())
  const address = await app.listen()
  const still = values.still ? (): void => undefined : await liven(address)
  console.log(`
Kith is listening on ${address}

  Sign in as    ${demoUser}    (or as any other of the street: juno, ruth, padraig …)
  Password      ${demoPassword}
`)
  const age = Date.now() - Date.parse(kept()?.at ?? '')
  if (age > 24 * 60 * 60 * 1000)
    console.log('The story is some days old; `npm run demo -- --fresh` tells it up to now.\n')
  const leave = (): void => {
    still()
    void app.close().then(() => process.exit(0))
  }
  process.once('SIGINT', leave)
  process.once('SIGTERM', leave)
} catch (error) {
  if (error instanceof NotADemo || (error instanceof Error && error.name === 'StartError')) fail(error.message)
  throw error
}
