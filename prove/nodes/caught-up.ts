import { pause } from '../crowd.ts'
import type { Crowd } from '../crowd.ts'
import type { Device } from '../device.ts'

const LOOK_EVERY_MS = 20

export interface CaughtUp {
  /** Until every device of every conversation showed something that was said after the trouble had begun. */
  ms: number
  /** Those who never did. */
  behind: string[]
}

/** Somebody says something in each conversation, and every device of its members must show it. */
export async function everyoneHears(crowd: Crowd, withinMs: number): Promise<CaughtUp> {
  const from = performance.now()
  const behind = await Promise.all(
    crowd.conversationIds.map(async (conversationId) => {
      const members = crowd.devices.filter(({ conversationIds }) => conversationIds.includes(conversationId))
      const [speaker] = members
      if (speaker === undefined) return []
      const said = speaker.send(conversationId, `${speaker.name} asks who is here, ${performance.now()}`)
      const stored = await Promise.race([said, pause(withinMs).then(() => null)])
      if (stored === null) return [`${speaker.name} (no answer to what it said)`]
      let missing = members
      for (;;) {
        missing = missing.filter((device) => !showsTo(device, conversationId, stored.seq))
        if (missing.length === 0 || performance.now() - from > withinMs) return missing.map(({ name }) => name)
        await pause(LOOK_EVERY_MS)
      }
    }),
  )
  return { ms: performance.now() - from, behind: behind.flat() }
}

function showsTo({ client }: Device, conversationId: string, seq: number): boolean {
  const window = client.state.timelines.get(conversationId)
  return window !== undefined && !window.hasAfter && (window.items.at(-1)?.seq ?? 0) >= seq
}
