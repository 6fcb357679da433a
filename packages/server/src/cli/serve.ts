import { optionsOf } from './command.ts'
import type { Command } from './command.ts'

export const serve: Command = {
  name: 'serve',
  help: `runs the server, as "npm start" does
usage: npm run kith -- serve

Its settings come from the environment and from the file .env; .env.example lists them.`,
  run: async (args) => {
    optionsOf(args, {})
    // It starts when it is loaded, and goes on until it is told to leave.
    await import('../main.ts')
    return 0
  },
}
