import type { Attachment } from '@kith/protocol/uploads.ts'
import { limits } from '@kith/protocol/limits.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { uploadFile } from '@kith/sdk/upload.ts'
import { photographOf, picturesOfAllKinds, pngBomb } from '../../packages/server/src/testing/hostile-pictures.ts'
import { breachOf } from '../breach.ts'
import type { Breach } from '../breach.ts'
import { pause } from '../crowd.ts'
import { inMb } from '../memory.ts'
import type { Attack, AttackStage } from './attack.ts'

const MB = 1_048_576
const AT_ONCE = 12
const BOMB_SIDE = 20_000
const REST_MS = 3_000
/** What the server may hold beyond what it held before: at the worst moment, and after a rest. */
const PEAK_MAX_BYTES = 500_000_000
const LEFT_MAX_BYTES = 300_000_000
const script = '<script>document.title = "ran"</script>'

type Check = (stage: AttackStage) => Promise<string | null>

/** Each with what is wrong with what came of it, or null. */
const checks: Record<string, Check> = {
  'a photograph of 16 MB': async (stage) => {
    const { kind, width, height } = await bring(stage, await photographOf(16 * MB), 'photo.jpg')
    return kind === 'image' && width === 2_560 && height === 1_707 ? null : `became ${kind} ${width} × ${height}`
  },
  [`${AT_ONCE} pictures at once`]: async (stage) => {
    const originals = await picturesOfAllKinds({ isNoisy: true })
    const photo = await photographOf(16 * MB)
    const all = Array.from({ length: AT_ONCE }, (_, at) => (at % 3 === 0 ? photo : (originals[at % 5] ?? photo)))
    const uploads = await Promise.all(all.map((bytes, at) => bring(stage, bytes, `${at}.jpg`)))
    const { attachments } = await stage.client.send(
      stage.conversationId,
      'twelve',
      null,
      uploads.slice(0, limits.attachmentsMax).map(({ id }) => id),
    ).sent
    const isWhole = attachments.length === Math.min(AT_ONCE, limits.attachmentsMax)
    return isWhole && uploads.every(({ kind }) => kind === 'image') ? null : 'not all became pictures'
  },
  'a video of 200 MB': (stage) => refused(stage, film(200 * MB), 'film.mp4', 'too-large'),
  'a PNG bomb': (stage) => refused(stage, pngBomb(BOMB_SIDE), 'bomb.png', 'validation-failed'),
  'an SVG with a script': (stage) =>
    inert(stage, `<svg xmlns="http://www.w3.org/2000/svg" onload="x">${script}</svg>`, 'a.svg'),
  'a page named as a picture': (stage) => inert(stage, `<!doctype html>${script}`, 'photo.jpg'),
  'a name of 300 bytes that climbs': async (stage) => {
    const { name } = await bring(stage, 'x', `${'../'.repeat(20)}${'n'.repeat(236)}.txt`)
    const isFine = !name.includes('/') && !name.includes('..') && Buffer.byteLength(name) <= limits.fileNameMaxBytes
    return isFine ? null : `is called ${name}`
  },
}

/** Files that want to be too much for the server or to do something in somebody's browser. */
export const uploadsAttack: Attack = {
  name: 'uploads',
  summary: 'files that are too large, too many, or not what they say',
  count: 1,
  run: async (stage) => {
    const breaches: Breach[] = []
    const report: string[] = []
    await bring(stage, (await picturesOfAllKinds())[0] ?? '', 'first.jpg')
    const before = stage.memory.take().high
    let peak = 0
    for (let time = 0; time < stage.count; time++) {
      for (const [name, check] of Object.entries(checks)) {
        const wrong = await check(stage).catch((error: unknown) => String(error))
        const { high } = stage.memory.take()
        peak = Math.max(peak, high)
        report.push(`${name}: ${wrong ?? 'as it should'}; the server held ${inMb(high)}`)
        if (wrong !== null) breaches.push(breachOf('hostile file', `${name}: ${wrong}`))
      }
    }
    stage.memory.take()
    await pause(REST_MS)
    const after = stage.memory.take().low
    report.push(`memory of the server: ${inMb(before)} before, ${inMb(peak)} at most, ${inMb(after)} afterwards`)
    if (peak - before > PEAK_MAX_BYTES) breaches.push(breachOf('memory', `rose from ${inMb(before)} to ${inMb(peak)}`))
    if (after - before > LEFT_MAX_BYTES) breaches.push(breachOf('memory', `stayed at ${inMb(after)}`))
    return { report, breaches }
  },
}

function bring({ client }: AttackStage, bytes: Uint8Array | string | Blob, name: string): Promise<Attachment> {
  const part = bytes instanceof Uint8Array ? new Uint8Array(bytes) : bytes
  return uploadFile(client.api, new File([part], name, { type: 'image/jpeg' }))
}

/** Begins as a film does; the rest is nothing. */
function film(bytes: number): Blob {
  const megabyte = new Uint8Array(MB)
  const head = new TextEncoder().encode('\0\0\0\x20ftypisom\0\0\x02\0moov vide soun')
  return new Blob([head, ...Array.from({ length: Math.floor(bytes / MB) }, () => megabyte)])
}

async function refused(
  stage: AttackStage,
  bytes: Uint8Array | Blob,
  name: string,
  code: string,
): Promise<string | null> {
  const outcome = await bring(stage, bytes, name).catch((error: unknown) => error)
  if (!(outcome instanceof ProblemError)) return `was not refused: ${String(outcome)}`
  if (outcome.code !== code) return `was refused as ${outcome.code}`
  return outcome.message === '' ? 'was refused without a word' : null
}

/** Kept as what nobody opens, and served as what nothing runs. */
async function inert(stage: AttackStage, text: string, name: string): Promise<string | null> {
  const { client, server } = stage
  const { kind, url, previewUrl } = await bring(stage, text, name)
  if (kind !== 'file' || previewUrl !== null) return `became ${kind}`
  const reply = await fetch(`${server.url}${url}`, { headers: { cookie: client.api.cookies() } })
  await reply.arrayBuffer()
  const headers = ['content-type', 'content-disposition', 'content-security-policy', 'x-content-type-options'].map(
    (each) => reply.headers.get(each) ?? '',
  )
  const [type = '', disposition = '', policy = '', sniff = ''] = headers
  const isInert =
    type === 'application/octet-stream' &&
    disposition.startsWith('attachment') &&
    policy.startsWith('sandbox') &&
    sniff === 'nosniff'
  return isInert ? null : `is served as ${headers.join('; ')}`
}
