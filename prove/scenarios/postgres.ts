import type { OwnPostgres } from '../../scripts/own-postgres.ts'
import { breachOf } from '../breach.ts'
import type { Breach } from '../breach.ts'
import { pause } from '../crowd.ts'
import type { Scenario } from './scenario.ts'

const RECOVERY_MAX_MS = 10_000
const ASK_EVERY_MS = 50
const UNKNOWN = 401
const AWAY = 503

/** PostgreSQL is restarted while everyone sends, as for an upgrade. */
export const postgresScenario: Scenario = {
  name: 'postgres',
  summary: 'PostgreSQL is restarted while everyone sends',
  sizes: { sends: 6_000, kills: 10, devices: 50 },
  isOnPostgres: true,
  plan: ({ devices }) => ({ devices, conversations: 10, pairEvery: 4, proxyEvery: 3 }),
  trouble: async ({ server, postgres, talk, sizes }) => {
    const recoveriesMs: number[] = []
    const answers = new Set<number>()
    const part = sizes.sends / (sizes.kills + 1)
    for (let kill = 0; kill < sizes.kills && !talk.isOver; kill++) {
      await talk.reaches(Math.max(talk.acknowledged + 1, Math.floor(part * (kill + 1))))
      let isBack = false
      const restarted = restart(postgres).finally(() => (isBack = true))
      while (!isBack) {
        answers.add(await answerTo(server.url))
        await pause(ASK_EVERY_MS)
      }
      await restarted
      const from = performance.now()
      if (!talk.isOver) await talk.reaches(talk.acknowledged + 1)
      recoveriesMs.push(performance.now() - from)
    }
    while (!talk.isOver && !talk.isEnded) await pause(20)
    const slowestMs = Math.max(0, ...recoveriesMs)
    const breaches: Breach[] = []
    if (recoveriesMs.length < sizes.kills)
      breaches.push(
        breachOf('nothing proved', `${recoveriesMs.length} restarts of ${sizes.kills}: all was said before`),
      )
    if (slowestMs > RECOVERY_MAX_MS)
      breaches.push(breachOf('slow start', `nobody came through for ${slowestMs.toFixed(0)} ms after a restart`))
    if (!answers.has(AWAY)) breaches.push(breachOf('nothing proved', 'nobody was told that the database was away'))
    for (const status of answers)
      if (status !== UNKNOWN && status !== AWAY)
        breaches.push(breachOf('unanswered', `asked meanwhile, it answered ${status}`))
    return {
      report: [
        `${recoveriesMs.length} restarts; answers meanwhile: ${[...answers].join(', ')}`,
        `after each the first was stored within, ms: ${recoveriesMs.map((ms) => ms.toFixed(0)).join(' ')}`,
      ],
      breaches,
    }
  },
}

async function restart(postgres: OwnPostgres | null): Promise<void> {
  await postgres?.stop()
  await postgres?.start()
}

/** What somebody is told whose token has to be looked up. */
async function answerTo(url: string): Promise<number> {
  const response = await fetch(`${url}/api/conversations`, { headers: { authorization: 'Bearer kith_nobodys' } })
  await response.arrayBuffer()
  return response.status
}
