import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { drawPictures } from './pictures.ts'
import type { Figures } from '../scenarios/scenario.ts'
import { DISTURBED_CORES, folder, isDisturbed, savedResults } from './results.ts'
import type { Result } from './results.ts'
import { asMarkdown, tableOf } from './table.ts'

const PAGE = 'docs/performance.md'

/** Draws every picture and writes the page, from all results that are kept; `order` is that of the scenarios. */
export function writePage(order: readonly string[]): void {
  const kept = savedResults()
  const results = order.flatMap((name) => kept.get(name) ?? [])
  writeFileSync(PAGE, `${introduction(results)}\n${results.map(section).join('\n')}`)
  execFileSync('npx', ['oxfmt', folder], { stdio: 'inherit' })
}

function introduction(results: readonly Result[]): string {
  const dates = results.map(({ date }) => date).toSorted()
  const machine = results.at(-1)?.machine
  const libraries = Object.entries(machine?.libraries ?? {}).map(([name, version]) => `${name} ${version}`)
  const commits = [...new Set(results.map(({ commit }) => commit))]
  return `# Performance

Written by \`npm run bench -- --write\` from \`${folder}/*.json\`; change \`bench/report/page.ts\`, not this page.

- **When and what:** ${dates[0] ?? '-'} to ${dates.at(-1) ?? '-'} (UTC), commit ${commits.join(', ')} (a plus: with changes on top).
- **Machine:** ${machine?.processor ?? '-'}, ${machine?.cores ?? '-'} cores, ${machine?.memoryGb ?? '-'} GB, ${machine?.system ?? '-'}.
- **Versions:** Node ${machine?.node ?? '-'}, SQLite ${machine?.sqlite ?? '-'}, ${libraries.join(', ')}.

## Do it yourself

\`\`\`sh
npm ci
npm run bench                          # every scenario; a table on the terminal
npm run bench -- fanout pairs          # some of them
npm run bench -- pairs --rounds 5      # more rounds
npm run bench -- --write --calm        # all, and this page with its pictures; disturbed runs are done again, within bounds
npm run bench -- --render              # this page again from the results that are kept
npm run bench -- steady --crowded      # among 1,000,000 messages in 10,000 conversations of 10,000 people
npm run bench -- steady --disk-ms 10   # each flush to the disk takes 10 ms longer (needs strace)
npm run bench -- pairs --only kith --profile /tmp/profile   # a CPU profile of the server
\`\`\`

## What is compared

- **Kith**: the server as people run it: SQLite, each message durable before its acknowledgement, rights, \`seq\`, \`rev\` and
  unread counts kept. Only the limits on rates are lifted.
- **ws relay** (\`bench/servers/ws-relay.ts\`): parses each message, frames it once and writes it to each socket. Stores nothing.
- **Socket.IO** (\`bench/servers/socketio-sqlite.ts\`): \`emit\` to a room, each message in SQLite (WAL, \`synchronous=FULL\`, sends that
  arrive together committed together) before its acknowledgement. No accounts, no rights.
- **bare handler** (\`bench/servers/bare-history.ts\`): one prepared statement and \`JSON.stringify\` over \`node:http\`, on Kith's own
  table. Nobody is asked who they are.
- **plain join** (\`bench/servers/bare-feed.ts\`): posts joined with whom one follows, in one prepared statement over \`node:http\`, on
  Kith's own tables. Pictures, counts and people are not looked up.
- **Kith on PostgreSQL**, and **bare pg** (\`bench/servers/bare-postgres.ts\`): what writes the rows of a send and nothing else, by \`pg\`
  behind the sockets of the ws relay. One transaction for each turn of the event loop, its statements prepared and pipelined, on Kith's
  own tables. Nobody is asked who they are, no index of words is filled. Processor time is that of the server and of its PostgreSQL.

All put the same messages on the wire. The generator is one Node process that speaks WebSocket and Engine.IO by hand.

## How to read it

- The servers run in turn, a fresh process and database each time: A B C A B C. What the machine does meanwhile falls on all alike.
  Figures are medians over the rounds, with the smallest and the largest in brackets.
- ${
    machine?.hasOwnCores === true
      ? 'The server is bound to core 0 and the generator to core 1; but the kernel, and whoever else is at work, use the same two.'
      : 'Server and generator shared the cores.'
  }
- **This machine is noisy**: it is virtual, and other work ran on it meanwhile. \`other cores\` is what others took of its
  ${machine?.cores ?? '-'} cores. ${noise(results)}
  Absolute rates and tails of latency moved by tens of per cent, at bad times by far more. Trust, in this order: processor time per unit of work, ratios of
  one run, medians; do not trust a single p99.
- \`server µs\` is user and system time of the whole server process, all threads, by the kernel's accounts, whose step is 10 ms:
  figures of scenarios that last less than a second (\`storm\`, \`burst\`) are coarse.
- Where \`generator cores\` comes near 1, the generator was the limit and the server could have done more. Not so in the open
  loops (\`steady\`, \`growth-*\`): there the generator spins on purpose, so as to send on time.
- \`lost\` (acknowledged but never heard by a socket that had to), \`repeated\`, \`disordered\`, \`refused\` (or cut off) and \`unanswered\` are
  counted by each socket's own ledger over the whole run, warm-up included. Anything but 0 is a fault.

`
}

/** What became of the runs that others disturbed: whether a run counts is decided by that alone, never by its outcome. */
function noise(results: readonly Result[]): string {
  const rounds = results.flatMap(({ series }) => series.flatMap((one) => one.rounds))
  const disturbed = rounds.filter(isDisturbed).length
  const repeated = results.reduce((sum, one) => sum + one.repeated, 0)
  return `A run counts as disturbed where that is above ${DISTURBED_CORES}: ${repeated} such runs were done
  again (\`--calm\`), and of the ${rounds.length} shown here ${disturbed} are still disturbed.`
}

/** Said beside the pictures themselves: a line through disturbed runs draws the neighbours. */
function warningOf(rounds: readonly Figures[]): string {
  const disturbed = rounds.filter(isDisturbed).length
  if (disturbed * 4 < rounds.length) return ''
  return `
> ${disturbed} of these ${rounds.length} runs were disturbed by other work on the machine: read processor time, memory and losses here; rates, and
> above all latencies and their shape, show the neighbours as much as the servers.
`
}

function section(result: Result): string {
  const { scenario, summary, command, date, commit, series, sizesOf, latencyOf } = result
  const pictures = drawPictures(result).map(({ file, title }) => `![${title}](performance/${file})`)
  const sizes = [...new Set(series.map(({ size }) => size))]
  const tables = sizes.map((size) => {
    const title = sizesOf === null ? '' : `**${size.toLocaleString('en')} ${sizesOf}**\n\n`
    return `${title}${asMarkdown(tableOf(result, size))}\n`
  })
  const rounds = series[0]?.rounds.length ?? 0
  const warning = warningOf(series.flatMap((one) => one.rounds))
  return `## ${scenario}

${summary[0]?.toUpperCase()}${summary.slice(1)}. Latency is measured ${latencyOf}.
\`${command}\`, ${rounds} ${rounds === 1 ? 'round: no spread is known' : 'rounds'}, ${date}, commit ${commit}.
${warning}
${pictures.join('\n')}

${tables.join('\n')}`
}
