import { readFileSync, writeFileSync } from 'node:fs'
import { measured } from './measured.ts'
import { tables } from './tables.ts'

const file = 'docs/scale.md'

/** docs/scale.md with its tables as the model has them from the results that are kept. */
export function pageAsMeasured(): { is: string; shouldBe: string } {
  const is = readFileSync(file, 'utf8')
  let shouldBe = is
  for (const [name, text] of tables(measured())) {
    const place = new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- end -->)`)
    if (!place.test(shouldBe)) throw new Error(`${file} has no place for the table "${name}"`)
    shouldBe = shouldBe.replace(place, (_, before: string, after: string) => `${before}\n${text}\n\n${after}`)
  }
  return { is, shouldBe }
}

export function writeScalePage(): void {
  writeFileSync(file, pageAsMeasured().shouldBe)
}
