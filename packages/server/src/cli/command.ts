import { parseArgs } from 'node:util'
import type { ParseArgsOptionsConfig } from 'node:util'

/** One thing that `kith` does. */
export interface Command {
  /** As it is typed, such as `store move`. */
  name: string
  /** The first line says what it does; the rest how it is used. */
  help: string
  /** What the process ends with: 0 done, 1 not done. @throws UsageError, StartError */
  run(args: readonly string[]): Promise<number>
}

/** The command was called wrongly, in one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The options that a command was given. @throws UsageError for whatever is not among them */
export function optionsOf<T extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: T,
): ReturnType<typeof parseArgs<{ options: T }>>['values'] {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
