import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { anchorsOf, planted } from './anchors.ts'

/*
 * Loaded before the server with `--import`: changes the text of a few of its files on their way into the process, and
 * nothing on the disk.
 */

const fault = process.env['PROVE_FAULT'] ?? ''
const plantPath = fileURLToPath(new URL(`${fault}.ts`, import.meta.url))
const server = new URL('../../packages/server/src/', import.meta.url)
const anchors = anchorsOf(fault)

// All of them before anything runs: a fault that is planted by half says nothing.
for (const anchor of anchors) planted(readFileSync(new URL(anchor.file, server), 'utf8'), anchor, plantPath)

registerHooks({
  load: (url, context, next) => {
    const loaded = next(url, context)
    const here = anchors.filter(({ file }) => url === new URL(file, server).href)
    if (here.length === 0) return loaded
    const source = here.reduce((text, anchor) => planted(text, anchor, plantPath), textOf(loaded.source))
    return { ...loaded, source }
  },
})

function textOf(source: unknown): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source as Uint8Array)
}
