/** As the casts to `tsvector` and `tsquery` read it: nothing in it means anything. */
export function lexeme(text: string): string {
  return `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`
}

/** What no folded text has: after the number of a project, before a word or a group of letters of it. */
export const PROJECT_MARK = '#'
/** Before a group of letters of a name. */
export const GRAM_MARK = '~'
