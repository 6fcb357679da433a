import { writeFileSync } from 'node:fs'
import { environmentExample } from '../packages/server/src/config.ts'

/* Writes `.env.example` from the settings. */
writeFileSync(new URL('../.env.example', import.meta.url), environmentExample())
