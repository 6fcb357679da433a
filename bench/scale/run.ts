import { parseArgs } from 'node:util'
import { measured } from './measured.ts'
import { writeScalePage } from './page.ts'
import { measureRelayCost } from './relay-cost.ts'
import { tables } from './tables.ts'

/** `npm run scale`: what several nodes hold, from what one was measured to need. */
const { values: options } = parseArgs({
  options: {
    /** Measures what nodes spend on telling each other, and keeps it. */
    measure: { type: 'boolean', default: false },
    /** Writes the tables into docs/scale.md. */
    write: { type: 'boolean', default: false },
  },
})

if (options.measure) console.log(measureRelayCost())
for (const [name, text] of tables(measured())) console.log(`\n${name}\n${text}`)
if (options.write) writeScalePage()
