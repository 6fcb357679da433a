import { parseArgs } from 'node:util'
import { cpus } from 'node:os'
import { median } from './ledger.ts'
import { fanoutScenario, fanoutSingleScenario } from './scenarios/fanout.ts'
import { pairsScenario } from './scenarios/pairs.ts'
import type { Figures, Scenario } from './scenarios/scenario.ts'
import { steadyScenario } from './scenarios/steady.ts'
import { burstScenario, stormScenario } from './scenarios/storm.ts'
import { startTarget } from './target.ts'
import type { TargetName } from './target.ts'

/* npm run bench -- <scenario> [--rounds 5] [--crowded] [--only kith,relay] */

const scenarios: readonly Scenario[] = [
  fanoutScenario,
  fanoutSingleScenario,
  pairsScenario,
  steadyScenario,
  stormScenario,
  burstScenario,
]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    crowded: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
})
const wanted = scenarios.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
if (wanted.length === 0) {
  console.error(`There is no such scenario. There are: ${scenarios.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}
console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}`)
const only = values.only?.split(',')

for (const scenario of wanted) {
  const targets = scenario.targets.filter((name) => only === undefined || only.includes(name))
  const rounds = new Map<TargetName, Figures[]>(targets.map((name) => [name, []]))
  console.log(
    `\n${scenario.name}: ${scenario.summary}; ${values.rounds} rounds in turn${values.crowded ? ', among a crowd' : ''}`,
  )
  // A B A B: what the machine does meanwhile falls on all alike.
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const name of targets) {
      const target = await startTarget(name, scenario.world(values.crowded))
      try {
        rounds.get(name)?.push(await scenario.run(target))
      } finally {
        await target.stop()
      }
    }
  }
  printTable(rounds)
}

/** Medians by target, and Kith's as a ratio of each reference's. */
function printTable(rounds: Map<TargetName, Figures[]>): void {
  const names = [...rounds.keys()]
  const figures = Object.keys([...rounds.values()][0]?.[0] ?? {})
  const middle = (name: TargetName, figure: string): number =>
    median((rounds.get(name) ?? []).map((each) => each[figure] ?? 0))
  const others = names.filter((name) => name !== 'kith')
  console.log(['', ...names, ...others.map((name) => `kith/${name}`)].map((cell) => cell.padStart(14)).join(' '))
  for (const figure of figures) {
    const cells = names.map((name) => shown(middle(name, figure)))
    const ratios = names.includes('kith')
      ? others.map((name) => shown(middle('kith', figure) / middle(name, figure)))
      : []
    console.log([figure.padEnd(26), ...[...cells, ...ratios].map((cell) => cell.padStart(14))].join(' '))
  }
}

function shown(value: number): string {
  if (!Number.isFinite(value)) return '-'
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2)
}
