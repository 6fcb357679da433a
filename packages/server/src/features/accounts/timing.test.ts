import { expect, test } from 'vitest'
import { AUC_MAX, timed } from '../../testing/by-turns.ts'
import { testDialect } from '../../testing/fresh-place.ts'
import { world } from '../../testing/world.ts'

const json = { 'content-type': 'application/json' }

// Of the database it asks nothing that would differ, and it takes a minute: on SQLite alone.
test.skipIf(testDialect === 'postgres')(
  'by the time that a wrong password takes nobody learns whether the name exists',
  { timeout: 120_000 },
  async () => {
    // Dear enough to be seen where it is left out, and cheap enough that it hides nothing else.
    const { raw } = await world({ passwordCost: { memoryKiB: 4_096, passes: 1 } })
    const area = await timed(async (identifier) => {
      const body = JSON.stringify({ identifier, password: 'not the right one' })
      const response = await raw('/api/auth/login', { method: 'POST', headers: json, body })
      expect(response.status).toBe(401)
      await response.text()
    })
    expect(area).toBeLessThanOrEqual(AUC_MAX)
  },
)
