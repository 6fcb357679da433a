import { StartError } from '../start-error.ts'
import { UsageError } from './command.ts'
import type { Command } from './command.ts'
import { migrate } from './migrate.ts'
import { moveStore } from './move-store.ts'
import { serve } from './serve.ts'

/* `npm run kith -- <command>`: what whoever runs a place does with it. */

const commands: readonly Command[] = [serve, migrate, moveStore]

const FAILED = 1
const CALLED_WRONGLY = 2

async function main(words: readonly string[]): Promise<number> {
  const isHelp = (word: string): boolean => word === '--help' || word === '-h' || word === 'help'
  const asked = words.filter((word) => !isHelp(word))
  const command = commands.find(({ name }) => name.split(' ').every((word, at) => asked[at] === word))
  if (command === undefined) {
    const isForHelp = asked.length === 0 && words.length > 0
    if (asked.length > 0) console.error(`There is no command "${asked.join(' ')}".\n`)
    if (isForHelp) console.log(usage())
    else console.error(usage())
    return isForHelp ? 0 : CALLED_WRONGLY
  }
  if (words.some(isHelp)) {
    console.log(`kith ${command.name}: ${command.help}`)
    return 0
  }
  try {
    return await command.run(asked.slice(command.name.split(' ').length))
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\nkith ${command.name}: ${command.help}`)
      return CALLED_WRONGLY
    }
    if (!(error instanceof StartError)) throw error
    console.error(error.message)
    return FAILED
  }
}

function usage(): string {
  const lines = commands.map(({ name, help }) => `  ${name.padEnd(12)}  ${help.split('\n')[0] ?? ''}`)
  return `usage: npm run kith -- <command> [option …]\n\n${lines.join('\n')}\n\n"npm run kith -- <command> --help" says more.`
}

// Not an end at once: "serve" goes on.
process.exitCode = await main(process.argv.slice(2))
