import pino from 'pino'
import { afterEach, expect, test, vi } from 'vitest'
import { Background } from './background.ts'

afterEach(() => void vi.useRealTimers())

test('what may wait a moment is done once for all who ask, and at once when everything is to end', async () => {
  // No time passes: only hurry can end the wait.
  vi.useFakeTimers()
  const background = new Background(pino({ level: 'silent' }))
  let done = 0
  for (let asked = 0; asked < 3; asked++) background.soon('counting', async () => void done++)
  expect(done).toBe(0)
  await background.idle()
  expect(done).toBe(1)
  background.soon('counting', async () => void done++)
  await background.idle()
  expect(done).toBe(2)
})
