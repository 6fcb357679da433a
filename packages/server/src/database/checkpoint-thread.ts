import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

const connection = new DatabaseSync(String(workerData), { timeout: 0 })
connection.exec('pragma synchronous = full')

parentPort?.on('message', () => {
  // Passive: never makes a writer or a reader wait. What it could not move is moved the next time.
  const result = connection.prepare('pragma wal_checkpoint(passive)').get()
  parentPort?.postMessage(result)
})
