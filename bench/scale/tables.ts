import type { Measured } from './measured.ts'
import { reached } from './measured.ts'
import { ceilingOfRelay, megabitsPerNode, megabytesOf, nodesToHalf, sendsPerSecond, socketsPerNode } from './model.ts'
import { caughtUpMs, deliveries } from './simulate.ts'

const NODES = [1, 2, 3, 5, 10, 20] as const
const AUDIENCES = [2, 20, 200] as const
const SOCKETS = [1_000, 10_000, 50_000] as const
/** Within which time devices come back after their node has died, at the latest, by the SDK. */
const BACKOFF_MS = 1_000
/** As `realtime/sweeper.ts` has it: so much later for each socket of a node, within a bound. */
const SPREAD_PER_SOCKET_MS = 10
const SPREAD_MAX_MS = 15_000
const BUSY = 0.3
const MANY = 10

/** All tables of docs/scale.md, by name. */
export function tables(measured: Measured): Map<string, string> {
  return new Map([
    ['measured', measuredTable(measured)],
    ['agreement', agreementTable(measured)],
    ['nodes', nodesTable(measured)],
    ['latency', latencyTable(measured)],
    ['storms', stormsTable(measured)],
  ])
}

function measuredTable(measured: Measured): string {
  const { takeUs, deliveryUs } = measured
  return table(
    ['what', 'figure'],
    [
      ['to take, store and acknowledge a message (SQLite)', `${rounded(takeUs.sqlite)} µs`],
      [
        'the same on PostgreSQL, its processes included',
        takeUs.postgres === null ? 'not kept: taken to be as on SQLite' : `${rounded(takeUs.postgres)} µs`,
      ],
      ['to bring it to one more socket, many in a turn', `${rounded(deliveryUs.together)} µs`],
      ['the same, one in a turn', `${rounded(deliveryUs.alone)} µs`],
      ['to tell the other nodes of it; to hear it', `${measured.tellUs} µs; ${measured.hearUs} µs`],
      ['a node with nobody', `${rounded(measured.idleMb)} MB`],
      ['each socket', `${rounded(measured.socketKb)} KB, so ${count(socketsPerNode(measured))} in 4 GB`],
      ['to let a socket in again', `${rounded(measured.connectUs)} µs`],
      ['the same with what it asks and fetches', `${rounded(measured.catchUpUs)} µs`],
      [
        'memory with 10,000 sockets; with 50,000',
        `${count(megabytesOf(measured, 10_000))} MB; ${count(megabytesOf(measured, 50_000))} MB`,
      ],
    ],
  )
}

function agreementTable(measured: Measured): string {
  const was = reached()
  const pairs = { nodes: 1, audience: 1, turns: 'together', busyMax: was.pairsCores } as const
  const fanout = { nodes: 1, audience: 199, turns: 'together', busyMax: was.fanoutCores } as const
  return table(
    ['scenario', 'measured', 'by the model'],
    [
      ['`pairs`, sends/s', count(was.pairsSendsPerS), count(sendsPerSecond(measured, pairs))],
      ['`fanout`, deliveries/s', count(was.fanoutPerS), count(sendsPerSecond(measured, fanout) * fanout.audience)],
    ],
  )
}

function nodesTable(measured: Measured): string {
  const rows = NODES.map((nodes) => [
    String(nodes),
    ...AUDIENCES.map((audience) => {
      const place = { nodes, audience, turns: 'alone' } as const
      const sends = sendsPerSecond(measured, place)
      return `${count(sends)} (${count(megabitsPerNode(measured, place, sends))} Mbit/s)`
    }),
  ])
  const ends = AUDIENCES.map((audience) => `${nodesToHalf(measured, { audience, turns: 'alone' })} nodes`)
  return table(
    ['nodes', ...AUDIENCES.map((audience) => `sends/s, each to ${audience} sockets`)],
    [
      ...rows,
      ['half of what is possible', ...ends],
      ['however many', ...AUDIENCES.map(() => count(ceilingOfRelay(measured)))],
    ],
  )
}

function latencyTable(measured: Measured): string {
  const shares = [0.3, 0.5, 0.7, 0.85]
  return table(
    ['nodes', ...shares.map((share) => `${share * 100} % busy: p50, p99`)],
    [1, 2, MANY].map((nodes) => {
      const place = { nodes, audience: 20, turns: 'alone' } as const
      return [
        String(nodes),
        ...shares.map((share) => {
          const sends = sendsPerSecond(measured, { ...place, busyMax: share })
          const { p50Ms, p99Ms } = deliveries(measured, place, sends)
          return `${p50Ms.toFixed(1)} ms, ${p99Ms.toFixed(1)} ms`
        }),
      ]
    }),
  )
}

function stormsTable(measured: Measured): string {
  const inSeconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`
  return table(
    ['sockets of a node', 'after Redis was away', `one of 2 nodes dies`, `one of ${MANY} nodes dies`],
    SOCKETS.map((sockets) => {
      const spreadMs = Math.min(SPREAD_MAX_MS, sockets * SPREAD_PER_SOCKET_MS)
      const swept = { nodes: 1, sockets, spreadMs, busy: BUSY, us: measured.catchUpUs - measured.connectUs }
      const died = (others: number): string =>
        inSeconds(caughtUpMs({ nodes: others, sockets, spreadMs: BACKOFF_MS, busy: BUSY, us: measured.catchUpUs }))
      return [count(sockets), inSeconds(caughtUpMs(swept)), died(1), died(MANY - 1)]
    }),
  )
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(3)))
}

function count(value: number): string {
  return Math.round(Number(value.toPrecision(3))).toLocaleString('en')
}
