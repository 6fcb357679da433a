import { expect, test } from 'vitest'
import { AUC_MAX, PAIRS, timed } from '../../testing/by-turns.ts'
import { testDialect } from '../../testing/fresh-place.ts'
import { Letterbox } from '../../testing/letterbox.ts'
import { emptyWorld } from '../../testing/world.ts'
import type { EmptyWorld } from '../../testing/world.ts'

const json = { 'content-type': 'application/json' }

// Letters are really sent, and an hour passes between two calls, so that whoever exists gets one each time. Of the
// database it asks nothing that would differ: on SQLite alone.
test.skipIf(testDialect === 'postgres')(
  'by the time that a forgotten password takes nobody learns whether the account exists',
  { timeout: 240_000 },
  async () => {
    const box = await Letterbox.open()
    let now = Date.parse('2026-01-01T00:00:00Z')
    const { raw, app } = await emptyWorld({ settings: box.settings, now: () => now })
    await register(raw)
    const ask = async (identifier: string): Promise<void> => {
      const body = JSON.stringify({ identifier })
      const response = await raw('/api/auth/password/forgot', { method: 'POST', headers: json, body })
      expect(response.status).toBe(202)
      await response.text()
    }
    const rest = async (): Promise<void> => {
      await app.ctx.background.idle()
      now += 61 * 60_000
    }
    expect(await timed(ask, rest)).toBeLessThanOrEqual(AUC_MAX)
    const letters = box.letters.filter(({ subject }) => /new password/.test(subject))
    expect(letters.length).toBeGreaterThanOrEqual(PAIRS)
  },
)

async function register(raw: EmptyWorld['raw']): Promise<void> {
  const body = JSON.stringify({ username: 'alice', email: 'alice@example.org', password: 'rain on tin roofs' })
  const made = await raw('/api/auth/register', { method: 'POST', headers: json, body })
  expect(made.status).toBe(201)
}
