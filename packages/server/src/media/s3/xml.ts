import { Parser } from 'htmlparser2'

/** Each element of that name, as the text of those right within it by their names. */
export function recordsOf(xml: string, name: string): Record<string, string>[] {
  const records: Record<string, string>[] = []
  const path: string[] = []
  let record: Record<string, string> | null = null
  let depth = 0
  const parser = new Parser(
    {
      onopentag: (tag) => {
        path.push(tag)
        if (tag !== name || record !== null) return
        record = {}
        depth = path.length
      },
      ontext: (text) => {
        const tag = path.at(-1)
        if (record !== null && tag !== undefined && path.length === depth + 1) record[tag] = (record[tag] ?? '') + text
      },
      onclosetag: () => {
        if (record !== null && path.length === depth) {
          records.push(record)
          record = null
        }
        path.pop()
      },
    },
    { xmlMode: true },
  )
  parser.end(xml)
  return records
}
