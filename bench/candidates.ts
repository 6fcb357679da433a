import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { DatabaseSync } from 'node:sqlite'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { quantile, sorted } from './statistics.ts'

/*
 * node bench/candidates.ts loop|thread [sends/s]
 *
 * The two ways that the design names to keep the disk off the event loop, with the same four statements a send:
 * `loop` commits on the loop and flushes the log by an asynchronous fdatasync; `thread` hands each turn's sends to a
 * thread that commits them with `synchronous=FULL`. Under a slow disk: see `npm run bench -- --disk-ms`, or
 * strace -f -e inject=fdatasync,fsync:delay_exit=10000.
 */

const SECONDS = 5
const BODY = 'A message of an ordinary length, as people write them all day long.'

interface Job {
  id: number
  sentAt: number
}

function prepare(path: string, synchronous: 'normal' | 'full') {
  const db = new DatabaseSync(path)
  db.exec(`pragma journal_mode = wal; pragma synchronous = ${synchronous}; pragma wal_autocheckpoint = 0;
    create table if not exists conversations (id integer primary key, head integer, last_seq integer);
    create table if not exists members (conversation_id integer, user_id integer, last_read integer, primary key (conversation_id, user_id));
    create table if not exists messages (id text primary key, conversation_id integer, seq integer, author integer, client_id text, body text);
    create unique index if not exists by_place on messages (conversation_id, seq);
    create unique index if not exists by_client on messages (author, client_id);`)
  db.exec('insert or ignore into conversations values (1, 0, 0); insert or ignore into members values (1, 1, 0)')
  const take = db.prepare(
    'update conversations set head = head + 1, last_seq = last_seq + 1 where id = 1 returning last_seq',
  )
  const read = db.prepare(
    'update members set last_read = ? where conversation_id = 1 and user_id = 1 returning last_read',
  )
  const add = db.prepare('insert into messages values (?, 1, ?, 1, ?, ?)')
  const card = db.prepare('select head from conversations where id = 1')
  const [begin, commit] = [db.prepare('begin immediate'), db.prepare('commit')]
  return (jobs: readonly Job[]): void => {
    begin.run()
    for (const { id } of jobs) {
      const seq = Number(take.get()?.['last_seq'])
      read.get(seq)
      add.run(`message ${id}`, seq, `client ${id}`, BODY)
      card.get()
    }
    commit.run()
  }
}

/** Sends at a rate; tells latency, the delay of the loop, and the processor time a send. */
async function measure(store: (jobs: Job[]) => Promise<void>, ratePerS: number): Promise<void> {
  const ms: number[] = []
  let waiting: Job[] = []
  let isStoring = false
  const drain = async (): Promise<void> => {
    isStoring = true
    while (waiting.length > 0) {
      const jobs = waiting
      waiting = []
      await store(jobs)
      const now = performance.now()
      for (const { sentAt } of jobs) ms.push(now - sentAt)
    }
    isStoring = false
  }
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const cpu = process.cpuUsage()
  const from = performance.now()
  const total = ratePerS * SECONDS
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, Math.floor(((performance.now() - from) / 1000) * ratePerS))
    for (; sent < due; sent++) waiting.push({ id: sent, sentAt: from + (sent / ratePerS) * 1000 })
    if (!isStoring && waiting.length > 0) void drain()
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  while (ms.length < total) await new Promise((resolve) => setTimeout(resolve, 1))
  const used = process.cpuUsage(cpu)
  const inOrder = sorted(ms)
  console.log(
    [
      `send p50 ${quantile(inOrder, 0.5).toFixed(1)} ms`,
      `p99 ${quantile(inOrder, 0.99).toFixed(1)} ms`,
      `loop delay p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms`,
      `max ${(delay.max / 1e6).toFixed(1)} ms`,
      `${((used.user + used.system) / total).toFixed(0)} µs of processor a send`,
    ].join(', '),
  )
}

if (isMainThread) {
  const [candidate = 'loop', rate = '1000'] = process.argv.slice(2)
  const folder = mkdtempSync(join(tmpdir(), 'kith-candidates-'))
  const path = join(folder, 'x.db')
  if (candidate === 'loop') {
    const commit = prepare(path, 'normal')
    const log = await open(`${path}-wal`, 'r+')
    await measure(async (jobs) => {
      commit(jobs)
      await log.datasync()
    }, Number(rate))
    await log.close()
  } else {
    const worker = new Worker(new URL(import.meta.url), { workerData: path })
    await measure(
      (jobs) =>
        new Promise((resolve) => {
          worker.once('message', () => resolve())
          worker.postMessage(jobs)
        }),
      Number(rate),
    )
    await worker.terminate()
  }
  rmSync(folder, { recursive: true })
} else {
  const commit = prepare(String(workerData), 'full')
  parentPort?.on('message', (jobs: Job[]) => {
    commit(jobs)
    parentPort?.postMessage('stored')
  })
}
