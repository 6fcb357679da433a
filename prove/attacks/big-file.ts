import { createHash } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KithClient } from '@kith/sdk/client.ts'
import { uploadFile } from '@kith/sdk/file-upload.ts'
import { proxyTo } from '../../scripts/proxy.ts'
import type { Proxy } from '../../scripts/proxy.ts'
import { Chance } from '../../scripts/seed/chance.ts'
import { breachOf } from '../breach.ts'
import type { Breach } from '../breach.ts'
import { pause } from '../crowd.ts'
import { inMb } from '../memory.ts'
import type { KilledServer } from '../server.ts'
import type { Attack, AttackStage } from './attack.ts'

const MB = 1_048_576
const MEMORY_MAX_BYTES = 250_000_000
const LARGE_MB = 1_024
const CUT_MS = 300
const RANGES = 8
const REST_MS = 500

interface Trouble {
  /** Of the file, when it comes. */
  at: number
  name: string
  make: (proxy: Proxy, server: KilledServer) => Promise<void>
}

const cut: Trouble['make'] = async (proxy) => {
  proxy.cut()
  await pause(CUT_MS)
  proxy.mend()
}

const troubles: readonly Trouble[] = [
  { at: 0.15, name: 'the wire is reset', make: async (proxy) => proxy.reset() },
  { at: 0.35, name: 'the wire is torn in the middle of a packet', make: async (proxy) => proxy.tear() },
  {
    at: 0.55,
    name: 'the server is killed with -9',
    make: async (_proxy, server) => {
      await server.kill()
      await server.start()
    },
  },
  { at: 0.8, name: 'the wire is cut for a while', make: cut },
]

/** A file as large as may be, on a line that breaks, to a server that is killed. */
export const bigFileAttack: Attack = {
  name: 'big-file',
  summary: 'a file of 2 GB through three cuts of the wire and a kill -9 of the server, and back in ranges',
  // In megabytes.
  count: 2_048,
  run: async (stage) => {
    const folder = await mkdtemp(join(tmpdir(), 'kith-big-file-'))
    const proxy = await proxyTo(stage.server.port)
    try {
      return await bring(stage, proxy, join(folder, 'big.bin'))
    } finally {
      proxy.remove()
      await rm(folder, { recursive: true })
    }
  },
}

async function bring(
  { server, client, memory, seed, count }: AttackStage,
  proxy: Proxy,
  path: string,
): Promise<{ report: string[]; breaches: Breach[] }> {
  const sha256 = await writeSource(path, count, new Chance(seed))
  const { id: projectId } = await client.api.call('POST /api/projects', { name: 'Films' })
  const through = new KithClient({ baseUrl: proxy.url, keepsCookies: true })
  await through.login('owner', 'rain on tin roofs at night')
  await pause(REST_MS)
  memory.take()
  await pause(REST_MS)
  const before = memory.take()
  const waiting = [...troubles]
  const came: string[] = []
  let making = Promise.resolve()
  const file = new File([await openAsBlob(path)], 'big.bin')
  const from = performance.now()
  const entryId = await uploadFile(through, {
    projectId,
    parentId: null,
    file,
    onProgress: (sent, size) => {
      const [next] = waiting
      if (next === undefined || sent / size < next.at) return
      waiting.shift()
      came.push(next.name)
      making = making.then(() => next.make(proxy, server))
    },
  })
  await making
  const seconds = (performance.now() - from) / 1_000
  const bringing = memory.take()
  const { items } = await client.api.call('GET /api/projects/:projectId/files', { projectId })
  const [entry] = items
  const back = await hashOfRanges(server, client, entry?.url ?? '', count * MB)
  const reading = memory.take()
  const breaches: Breach[] = []
  if (items.length !== 1 || entry?.id !== entryId || entry.version !== 1)
    breaches.push(breachOf('twice', `${items.length} files, version ${entry?.version}`))
  if (entry?.sha256 !== sha256) breaches.push(breachOf('other bytes', `the server has ${entry?.sha256}`))
  if (back !== sha256) breaches.push(breachOf('other bytes', `what comes back is ${back}`))
  // A short one may be there before all of it was in its way, and says little of memory.
  const isLarge = count >= LARGE_MB
  if (!came.some((name) => name.includes('-9')) || (isLarge && waiting.length > 0))
    breaches.push(breachOf('nothing proved', `it went by before ${waiting[0]?.name ?? 'it was troubled'}`))
  for (const { high } of [bringing, reading])
    if (isLarge && high > MEMORY_MAX_BYTES) breaches.push(breachOf('memory', `the server held ${inMb(high)}`))
  return {
    report: [
      `${count} MB arrived in ${seconds.toFixed(0)} s, through: ${came.join(', ')}`,
      `its SHA-256 is that of what was sent; so is that of what ${RANGES} ranges brought back`,
      `the server held ${inMb(before.high)} before, ${inMb(bringing.high)} at most while it came, ${inMb(reading.high)} while it went`,
    ],
    breaches,
  }
}

/** Bytes that no disk and no line makes smaller; their SHA-256. */
async function writeSource(path: string, megabytes: number, chance: Chance): Promise<string> {
  const hash = createHash('sha256')
  const file = await open(path, 'w')
  for (let at = 0; at < megabytes; at++) {
    const words = Uint32Array.from({ length: MB / 4 }, () => Math.floor(chance.next() * 2 ** 32))
    const bytes = new Uint8Array(words.buffer)
    hash.update(bytes)
    await file.write(bytes)
  }
  await file.close()
  return hash.digest('hex')
}

async function hashOfRanges(server: KilledServer, client: KithClient, url: string, size: number): Promise<string> {
  const hash = createHash('sha256')
  const step = Math.ceil(size / RANGES)
  for (let start = 0; start < size; start += step) {
    const range = `bytes=${start}-${Math.min(size, start + step) - 1}`
    const reply = await fetch(server.url + url, { headers: { cookie: client.api.cookies(), range } })
    if (reply.status !== 206 || reply.body === null) return `status ${reply.status}`
    for await (const chunk of reply.body) hash.update(chunk)
  }
  return hash.digest('hex')
}
