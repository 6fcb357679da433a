export type Value = string | number

export interface Condition {
  sql: string
  values: Value[]
}

/** Of one, an index gives all in the order that is wanted. */
export function among(column: string, values: readonly Value[]): Condition {
  const [only, ...others] = values
  if (only !== undefined && others.length === 0) return { sql: `${column} = ?`, values: [only] }
  return { sql: `${column} in (select value from json_each(?))`, values: [JSON.stringify(values)] }
}

/** FTS5 takes a text in double quotes as it is. */
export const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
