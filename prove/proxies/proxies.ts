import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { redisProgram } from '../../packages/server/src/testing/own-redis.ts'
import { Chance } from '../../scripts/seed/chance.ts'
import type { Breach } from '../breach.ts'
import { gather, pause } from '../crowd.ts'
import type { Crowd } from '../crowd.ts'
import { Talk } from '../talk.ts'
import { judge } from '../verdict.ts'
import { Calm } from './calm.ts'
import { Files, large } from './files.ts'
import { caddy, makeCertificate, nginx } from './fronts.ts'
import type { Front } from './fronts.ts'
import { judgeHeaders } from './headers.ts'
import { callFromOutside } from './outside.ts'
import { twoNodes } from './nodes.ts'
import type { TwoNodes } from './nodes.ts'
import { findProgram } from './programs.ts'

const DEVICES = 8
const PATIENCE_MS = 20_000
/** Between the sends of a device. */
const REST_MAX_MS = 600
const LOOK_EVERY_MS = 20

/** How devices connect, in turn: as all do at first, where no WebSocket comes through, and as other programs begin. */
const ways = [null, ['polling'], null, ['polling', 'websocket']]

interface Programs {
  nginx: string
  caddy: string
  redis: string
  openssl: string
}

/** What this needs of the machine, or the names of what it lacks. */
export function findPrograms(): Programs | string {
  const found = {
    nginx: findProgram('nginx'),
    caddy: findProgram('caddy'),
    redis: redisProgram(),
    openssl: findProgram('openssl'),
  }
  const lacking = Object.entries(found).flatMap(([name, path]) => (path === null ? [name] : []))
  return lacking.length > 0 ? `this machine has no ${lacking.join(', no ')}` : (found as Programs)
}

/** Two nodes behind nginx and behind Caddy at once, and both restarted while everybody talks; the breaches. */
export async function proveProxies(
  programs: Programs,
  { seed, isSticky }: { seed: number; isSticky: boolean },
): Promise<Breach[]> {
  console.log(
    `\nproxies: two nodes behind nginx and Caddy, ${isSticky ? 'with' : 'without'} sticky sessions, seed ${seed}`,
  )
  const folder = await mkdtemp(join(tmpdir(), 'kith-proxies-'))
  const certificate = makeCertificate(programs.openssl, folder)
  const common = { certificate, isSticky }
  const fronts = await Promise.all([
    nginx({ ...common, program: programs.nginx, folder: join(folder, 'nginx') }),
    caddy({ ...common, program: programs.caddy, folder: join(folder, 'caddy') }),
  ])
  const origins = fronts.map(({ url }) => url)
  const kith = await twoNodes(folder, { redis: programs.redis, origins })
  try {
    await kith.start()
    const ports = kith.nodes.map(({ port }) => port)
    for (const front of fronts) await front.start(ports)
    const breaches = await act(kith, fronts, seed)
    console.log(
      `  ${breaches.length === 0 ? '0 lost, 0 twice, no hole, one order for all, nothing noticed' : 'BREACHED'}`,
    )
    for (const { kind, text } of breaches.slice(0, 12)) console.log(`    ${kind}: ${text.slice(0, 400)}`)
    return breaches
  } finally {
    for (const front of fronts) await front.stop()
    await kith.remove()
    await rm(folder, { recursive: true, force: true })
  }
}

async function act(kith: TwoNodes, fronts: readonly Front[], seed: number): Promise<Breach[]> {
  const [first] = fronts
  const chance = new Chance(seed)
  if (first === undefined) throw new Error('there is no proxy')
  const place = { url: first.url, urlOf: (index: number) => fronts[index % fronts.length]?.url ?? first.url }
  const crowd = await gather(place, { devices: DEVICES, conversations: 4, pairEvery: 4, proxyEvery: 0 }, chance)
  const breaches: Breach[] = []
  for (const front of fronts) breaches.push(...(await judgeHeaders(front, kith.nodes[0]?.url ?? '')))
  await goTheirWays(crowd)
  breaches.push(...(await large(crowd)))

  const talk = new Talk(crowd, new Chance(seed + 1), { sends: Infinity, restMaxMs: REST_MAX_MS })
  const calm = new Calm(crowd.devices)
  const files = new Files(crowd.devices.slice(-2))
  const talking = talk.run(PATIENCE_MS)
  await talk.reaches(50)
  const from = performance.now()
  for (const node of kith.nodes) {
    await node.end('SIGTERM')
    await node.start()
    for (const front of fronts) await bothInUse(front)
  }
  const seconds = (performance.now() - from) / 1_000
  breaches.push(...(await files.end()), ...(await calm.end()))
  talk.enough()
  await talking
  const verdict = await judge(crowd, talk, PATIENCE_MS)
  breaches.push(...verdict.breaches)
  crowd.stop()
  console.log(
    `  both nodes restarted in ${seconds.toFixed(1)} s: ${talk.acknowledged} sends, ${calm.calls} calls, ${files.brought} files`,
  )
  console.log(
    `  slowest send ${calm.slowestSendMs.toFixed(0)} ms, longest offline ${calm.longestOfflineMs.toFixed(0)} ms`,
  )
  return breaches
}

/** Resolves when a proxy sends new connections to both nodes: each connection is named after its node. */
async function bothInUse({ name, url }: Front): Promise<void> {
  const ids = new Set<string>()
  const until = performance.now() + PATIENCE_MS
  for (let network = 1; ids.size < 2; network = (network % 250) + 1) {
    if (performance.now() > until) throw new Error(`${name} does not use both nodes`)
    const { text } = await callFromOutside(`${url}/socket.io/?EIO=4&transport=polling`, {
      // Sticky sessions go by it.
      from: `127.0.${network}.9`,
    })
    const id = /"sid":"([^".]+)\./.exec(text)?.[1]
    if (id !== undefined) ids.add(id)
    await pause(LOOK_EVERY_MS)
  }
}

/** Connects devices anew, each in its way. */
async function goTheirWays(crowd: Crowd): Promise<void> {
  for (const [index, { client }] of crowd.devices.entries()) {
    const transports = ways[Math.floor(index / 2) % ways.length]
    const { socket } = client
    if (transports === null || transports === undefined || socket === null) continue
    socket.io.opts.transports = transports
    socket.disconnect()
    socket.connect()
  }
  if (!(await crowd.online(PATIENCE_MS))) throw new Error('not all devices came online in their way')
  const until = performance.now() + PATIENCE_MS
  while (waysOf(crowd).websocket < DEVICES * 0.75) {
    if (performance.now() > until) throw new Error(`only these connections: ${JSON.stringify(waysOf(crowd))}`)
    await pause(LOOK_EVERY_MS)
  }
  console.log(`  ${waysOf(crowd).websocket} devices by WebSocket, ${waysOf(crowd).polling} by long polling`)
}

function waysOf({ devices }: Crowd): { websocket: number; polling: number } {
  const names = devices.map(({ client }) => client.socket?.io.engine.transport.name)
  return {
    websocket: names.filter((name) => name === 'websocket').length,
    polling: names.filter((name) => name === 'polling').length,
  }
}
