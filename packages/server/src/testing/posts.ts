import type { CallInput } from '@kith/protocol/registry.ts'
import type { Person } from './person.ts'

type Content = Partial<Omit<CallInput<'POST /api/posts'>, 'clientId'>>

/** Posts as `who`; the id of that. */
export async function posted(who: Person, content: Content = {}): Promise<string> {
  const post = { caption: 'low tide', ...content, clientId: crypto.randomUUID() }
  return (await who.call('POST /api/posts', post)).id
}
