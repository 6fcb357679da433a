import type { Measured } from './measured.ts'

/** How busy a node may be all the time and still answer at once. */
export const BUSY_MAX = 0.7
/** Of a node's memory that sockets may take. */
const SOCKETS_MB = 4_096

export interface Place {
  nodes: number
  /** To how many sockets a message goes, on average. */
  audience: number
  /** How many messages one turn of the loop brings: many when there is much to do. */
  turns: keyof Measured['deliveryUs']
  busyMax?: number
}

/** Processor time that each node spends for every message that is sent anywhere, in microseconds. */
export function costOfSend(measured: Measured, { nodes, audience, turns }: Place): number {
  const own = takeCost(measured, nodes) + audience * measured.deliveryUs[turns]
  const told = nodes === 1 ? 0 : measured.tellUs
  const heard = (nodes - 1) * measured.hearUs
  return (own + told + heard) / nodes
}

/** Several nodes stand on PostgreSQL; where that was not measured it is taken to cost no less than SQLite. */
export function takeCost({ takeUs }: Measured, nodes: number): number {
  return nodes === 1 ? takeUs.sqlite : (takeUs.postgres ?? takeUs.sqlite)
}

/** How many messages a second all nodes take together. */
export function sendsPerSecond(measured: Measured, place: Place): number {
  return ((place.busyMax ?? BUSY_MAX) * 1e6) / costOfSend(measured, place)
}

/** However many nodes there are, each hears everything: so many messages a second, and no more. */
export function ceilingOfRelay({ hearUs }: Measured): number {
  return (BUSY_MAX * 1e6) / hearUs
}

/** With how many nodes half of that is reached: from there on each brings less than half of what the first did. */
export function nodesToHalf(measured: Measured, place: Omit<Place, 'nodes'>): number {
  const alone = takeCost(measured, 2) + place.audience * measured.deliveryUs[place.turns] + measured.tellUs
  return Math.max(1, Math.round(alone / measured.hearUs))
}

/** How many sockets fit, by memory. */
export function socketsPerNode({ socketKb }: Measured): number {
  return Math.floor((SOCKETS_MB * 1_000) / socketKb)
}

export function megabytesOf({ idleMb, socketKb }: Measured, sockets: number): number {
  return idleMb + (sockets * socketKb) / 1_000
}

/** Megabits a second that leave one node. */
export function megabitsPerNode(measured: Measured, place: Place, sendsPerS: number): number {
  return (sendsPerS * place.audience * measured.bytesPerDelivery * 8) / place.nodes / 1e6
}
