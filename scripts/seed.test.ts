import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApi } from '@kith/sdk/api.ts'
import { expect, onTestFinished, test } from 'vitest'
import { buildApp } from '../packages/server/src/app.ts'
import { readConfig } from '../packages/server/src/config.ts'
import { DemoClock } from './seed/clock.ts'
import { claimName, removeDemo } from './seed/demo-folder.ts'
import { demoPassword, neighbours } from './seed/people.ts'
import { demoUser, seed } from './seed.ts'

test('the demo tells its whole story to the server as it is now, and can be taken away again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kith-demo-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const clock = new DemoClock()
  const config = readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent', RATE_LIMIT_FACTOR: '100000' })
  const app = await buildApp(config, { now: clock.now, passwordCost: { memoryKiB: 64, passes: 1 } })
  const url = await app.listen()
  // An hour at which a place was once spoken in before it was there.
  const { messages } = await seed(url, clock, Date.parse('2026-11-21T13:11:00.000Z'))
  expect(messages).toBeGreaterThan(1_000)
  const api = createApi({ baseUrl: url, keepsCookies: true })
  await api.call('POST /api/auth/login', { identifier: demoUser, password: demoPassword })
  const { items } = await api.call('GET /api/conversations', { limit: 100 })
  expect(items.length).toBeGreaterThan(15)
  expect(items.reduce((sum, { unread }) => sum + unread, 0)).toBeGreaterThan(5)
  const choir = items.find(({ title }) => title === 'Choir')?.id ?? ''
  const { items: pins } = await api.call('GET /api/conversations/:conversationId/pins', { conversationId: choir })
  expect(pins).toHaveLength(1)
  const { items: said } = await api.call('GET /api/conversations/:conversationId/messages', { conversationId: choir })
  expect(said.some(({ reactions }) => reactions.length > 1)).toBe(true)
  expect(said.flatMap(({ circles }) => circles.map(({ handle }) => handle))).toEqual(['keys'])
  const { items: people } = await api.call('GET /api/users', { q: '' })
  expect(people.length).toBeGreaterThanOrEqual(Math.min(20, neighbours.length - 1))
  await app.close()
  // Without its mark it is somebody's own; with it, everything that the server puts there is known and goes.
  expect(() => removeDemo(folder)).toThrow(/no demo/)
  writeFileSync(join(folder, claimName), '')
  removeDemo(folder)
  expect(existsSync(folder)).toBe(false)
}, 240_000)
