import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { RedisNodes } from './redis-nodes.ts'
import type { Said } from './said.ts'

export type { PersonThere, Said } from './said.ts'

/** What a node is told by the others, and of them. */
export interface Ears {
  /** Another node told this. */
  heard(nodeId: string, said: Said): void
  /** A node is there, or there again: it knows nobody who is connected here. */
  met(nodeId: string): void
  /** A node left, or said nothing for so long that it is none any more. */
  lost(nodeId: string): void
  /** A node that is new, or missed something, wants to hear who is connected here. */
  asked(): void
  /** Something was told that did not come here, nobody knows what. */
  missed(): void
}

/** The nodes of this Kith: processes on one database that wake each other. */
export interface Nodes {
  /** Of this node, as long as its process lives: 12 letters, digits, `-` or `_`. */
  readonly id: string
  /** Whether there may be others, whether or not they are heard now. */
  readonly areMany: boolean
  /** Whether what is told now comes to the others. */
  readonly isConnected: boolean
  /** Whether all others are known, and who is connected to them. */
  readonly isSure: boolean
  /** Begins to listen; `address`: where the others reach this node. */
  start(address: string, ears: Ears): void
  /** Tells all others, soon and in the order of the calls. Whatever is lost is mended by sweeping. */
  tell(said: Said): void
  /** Resolves once every other node has heard what was told until now, or is given up. */
  heardByAll(): Promise<void>
  /** Everybody who is connected to that node has been told here. */
  isWhole(nodeId: string): void
  /** Where another node is reached, such as `http://10.0.0.7:3000`; null when it is not there. */
  addressOf(nodeId: string): string | null
  close(): Promise<void>
}

/** How soon nodes notice that others came or went. */
export interface NodesPace {
  /** Each says so often that it is there. */
  aliveMs: number
  /** Whoever says nothing for so long is there no more. */
  silentMs: number
}

const usualPace: NodesPace = { aliveMs: 2_000, silentMs: 15_000 }

export const newNodeId = (): string => randomBytes(9).toString('base64url')

/** Of one process alone, or of those that share `REDIS_URL`. */
export function openNodes(
  config: Config & { SESSION_SECRET: string },
  log: Logger,
  pace: NodesPace = usualPace,
): Nodes {
  if (config.REDIS_URL !== null) {
    return new RedisNodes({
      id: newNodeId(),
      url: config.REDIS_URL,
      secret: config.SESSION_SECRET,
      place: config.DATABASE_URL ?? '',
      log,
      pace,
    })
  }
  return {
    id: newNodeId(),
    areMany: false,
    isConnected: false,
    isSure: true,
    start: () => undefined,
    tell: () => undefined,
    heardByAll: () => Promise.resolve(),
    isWhole: () => undefined,
    addressOf: () => null,
    close: () => Promise.resolve(),
  }
}
