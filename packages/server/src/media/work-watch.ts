import { parentPort, workerData } from 'node:worker_threads'
import type { WorkBounds } from './answer-work.ts'

const LOOK_EVERY_MS = 50

const { memoryMaxBytes, cpuMaxMs } = workerData as WorkBounds
let begunAt: NodeJS.CpuUsage | null = null

parentPort?.on('message', (said: 'begun' | 'done') => {
  begunAt = said === 'begun' ? process.cpuUsage() : null
})

setInterval(() => {
  // To leave from here would end this thread alone.
  if (process.memoryUsage.rss() > memoryMaxBytes || isTooLong()) process.kill(process.pid, 'SIGKILL')
}, LOOK_EVERY_MS)

function isTooLong(): boolean {
  if (begunAt === null) return false
  const { user, system } = process.cpuUsage(begunAt)
  return (user + system) / 1000 > cpuMaxMs
}
