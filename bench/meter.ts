import type { CpuTime, Target } from './target.ts'
import { cpuOfMachine } from './target.ts'
import type { Figures } from './scenarios/scenario.ts'

/** What the work of a scenario is counted in. */
type Unit = 'delivery' | 'send' | 'page' | 'socket' | 'round' | 'question'

const plurals: Record<Unit, string> = {
  delivery: 'deliveries',
  send: 'sends',
  page: 'pages',
  socket: 'sockets',
  round: 'rounds',
  question: 'questions',
}

/** Measures what the server, the generator and everybody else on the machine use from now until `stop`. */
export class Meter {
  readonly #target: Target
  readonly #server: CpuTime
  readonly #own = process.cpuUsage()
  readonly #machineS = cpuOfMachine()
  readonly #at = performance.now()

  constructor(target: Target) {
    this.#target = target
    this.#server = target.cpu()
  }

  /** `count` units of work were done since the beginning. */
  stop(unit: Unit, count: number): Figures {
    const seconds = (performance.now() - this.#at) / 1000
    const server = this.#target.cpu()
    const own = process.cpuUsage(this.#own)
    const userS = server.userS - this.#server.userS
    const systemS = server.systemS - this.#server.systemS
    const ownS = (own.user + own.system) / 1e6
    const per = Math.max(1, count)
    return {
      [`${plurals[unit]}/s`]: count / seconds,
      [`server µs/${unit}`]: ((userS + systemS) * 1e6) / per,
      [`server user µs/${unit}`]: (userS * 1e6) / per,
      [`server system µs/${unit}`]: (systemS * 1e6) / per,
      'server cores': (userS + systemS) / seconds,
      'generator cores': ownS / seconds,
      'other cores': Math.max(0, (cpuOfMachine() - this.#machineS - userS - systemS - ownS) / seconds),
      'server MB': this.#target.rssBytes() / 1e6,
    }
  }
}
