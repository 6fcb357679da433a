import { chats } from './en/chats.ts'
import { files } from './en/files.ts'
import { problems } from './en/problems.ts'
import { shell } from './en/shell.ts'
import { signIn } from './en/sign-in.ts'

/**
 * Every sentence of the first load, in English: the form that each other language fills (`satisfies Words`).
 * What conversations say is in `conversation-words.ts`, what further pages say in `more-words.ts`: both come with them.
 */
export const english = { chats, files, problems, shell, signIn }
export type Words = typeof english

/** The words of the language in use. */
export function useWords(): Words {
  return english
}

/** The same outside of components, for what is worked out when it is asked for. */
export function wordsNow(): Words {
  return english
}
