import type { CallInput, CallReply } from '@kith/protocol/registry.ts'
import { expect } from 'vitest'
import { PATIENCE_MS } from './patience.ts'
import type { Person } from './person.ts'
import type { EmptyWorld } from './world.ts'

/** Once every file has been read and is in the index. */
export async function indexed({ app }: Pick<EmptyWorld, 'app'>): Promise<void> {
  const { db } = app.ctx
  const unread = () => db.read.selectFrom('file_texts').select('state').where('state', '=', 'waiting').execute()
  await expect.poll(unread, { timeout: PATIENCE_MS, interval: 20 }).toEqual([])
  await db.fileSearch.settled()
}

type FoundFile = Extract<CallReply<'GET /api/search'>['items'][number], { type: 'file' }>

/** The files that `person` finds, in order, once all are in the index. */
export async function filesFoundBy(
  place: Pick<EmptyWorld, 'app'>,
  person: Person,
  input: CallInput<'GET /api/search'> | string,
): Promise<FoundFile[]> {
  await indexed(place)
  const asked = typeof input === 'string' ? { q: input, type: 'file' as const } : input
  return (await person.call('GET /api/search', asked)).items.filter((item) => item.type === 'file')
}

/** Their names. */
export async function namesFoundBy(...asked: Parameters<typeof filesFoundBy>): Promise<string[]> {
  return (await filesFoundBy(...asked)).map(({ entry }) => entry.name)
}
