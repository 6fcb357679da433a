import { pathToFileURL } from 'node:url'
import { isFaultName } from './faults.ts'
import type { FaultName } from './faults.ts'

/** An exported function of the server that a fault gets in front of. Nothing else of its file is relied upon. */
export interface Anchor {
  /** Below packages/server/src. */
  file: string
  name: string
}

const door: Anchor = { file: 'database/database.ts', name: 'openDatabase' }
const lookUp: Anchor = { file: 'features/messages/message-rows.ts', name: 'messageByClientId' }
const insert: Anchor = { file: 'features/messages/message-rows.ts', name: 'insertMessage' }
const send: Anchor = { file: 'features/messages/send-message.ts', name: 'sendMessage' }

const take: Anchor = { file: 'features/attachments/take-upload.ts', name: 'takeUpload' }
const end: Anchor = { file: 'features/incoming-files/incoming-rows.ts', name: 'endIncoming' }
const find: Anchor = { file: 'features/incoming-files/incoming-rows.ts', name: 'incomingBy' }
const serve: Anchor = { file: 'features/attachments/serve.ts', name: 'fileBytes' }

/** By fault; each has a function of that name in the `plant` of faults/<fault>.ts. */
export const anchors: Record<Exclude<FaultName, 'no-catch-up'>, readonly Anchor[]> = {
  'ack-before-commit': [door],
  'no-unique-index': [door, lookUp],
  'seq-in-memory': [send, insert],
  'files-shown-inline': [serve],
  'uploads-kept-in-memory': [take],
  'picture-ends-server': [take],
  'upload-ends-in-memory': [end, find],
}

export function anchorsOf(fault: string): readonly Anchor[] {
  if (!isFaultName(fault)) throw new Error(`there is no fault ${fault}`)
  return fault === 'no-catch-up' ? [] : anchors[fault]
}

/**
 * `source` with the function of `anchor` renamed, and in its place one that calls the planted function with the real one
 * and what it was given.
 * @throws Error when the anchor is not there any more
 */
export function planted(source: string, { file, name }: Anchor, plantPath: string): string {
  const declaration = new RegExp(`^export (async )?function ${name}\\b`, 'm')
  if (!declaration.test(source))
    throw new Error(
      `The fault cannot be planted: ${file} does not export a function ${name} any more. Mend prove/faults.`,
    )
  const plant = `plantOf${name}`
  const real = source.replace(
    declaration,
    (_, isAsync: string | undefined) => `${isAsync ?? ''}function ${name}AsItWas`,
  )
  // On the first line, so that all others keep their numbers.
  const imported = `import { plant as ${plant} } from ${JSON.stringify(pathToFileURL(plantPath).href)}; `
  return `${imported}${real}\nexport function ${name}(...given) { return ${plant}.${name}(${name}AsItWas, given) }\n`
}
