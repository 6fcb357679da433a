import { promises } from 'node:dns'

/** Each answer by itself; what came too late counts as no answer. */
const TIMEOUT_MS = 2_000

/**
 * All addresses of a name, IPv4 first, by questions of our own to the name servers: what the hosts file and the
 * networks of this machine call by that name is not asked, and no thread waits. Empty where there are none.
 */
export async function resolveName(name: string): Promise<string[]> {
  const resolver = new promises.Resolver({ timeout: TIMEOUT_MS, tries: 2 })
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
}
