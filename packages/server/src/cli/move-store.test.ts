import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { filesUnder } from '../testing/files.ts'
import { ObjectStorage } from '../testing/object-storage.ts'
import { PATIENCE_MS } from '../testing/patience.ts'
import { bring } from '../testing/project-files.ts'
import { world } from '../testing/world.ts'

const kith = fileURLToPath(new URL('kith.ts', import.meta.url))
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function move(to: string, settings: Record<string, string>) {
  const env = { PATH: process.env['PATH'], ...settings }
  const child = spawn(process.execPath, [kith, 'store', 'move', '--to', to], { env, cwd: settings['DATA_DIR'] })
  let told = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (told += String(data)))
  const ended = new Promise<{ status: number | null; told: string }>((resolve) => {
    child.on('close', (status) => resolve({ status, told }))
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { ended, kill: () => child.kill('SIGKILL') }
}

async function newStorage(): Promise<ObjectStorage> {
  const storage = await ObjectStorage.start({ pageSize: 4 })
  onTestFinished(() => storage.stop())
  return storage
}

test('files are copied while the server runs; whoever was killed goes on; what came meanwhile is brought by the next', async () => {
  const storage = await newStorage()
  const { app, alice } = await world({ settings: { S3_URL: '' } })
  const settings = { DATA_DIR: app.ctx.config.DATA_DIR, S3_URL: storage.urlFor('place') }
  const { id: projectId } = await alice.call('POST /api/projects', { name: 'Harbour' })
  const names: string[] = []
  const more = async (): Promise<void> => {
    const { sha256 } = await bring(alice, { projectId }, randomBytes(1_000), `tides-${names.length}.bin`)
    names.push(sha256 ?? '')
  }
  for (let count = 0; count < 12; count++) await more()
  const copied = (): string[] => storage.keys('place/files/').map((key) => key.slice(-64))
  const puts = (): number => storage.calls.filter(({ method }) => method === 'PUT').length

  let left = 5
  storage.fault = ({ method }) => (method === 'PUT' && left-- <= 0 ? 'hang' : null)
  const first = move('s3', settings)
  await expect.poll(() => [copied().length, puts() > 5], { timeout: PATIENCE_MS }).toEqual([5, true])
  first.kill()
  expect((await first.ended).status).toBeNull()
  storage.fault = () => null
  expect(copied()).toHaveLength(5)

  storage.calls = []
  const second = await move('s3', settings).ended
  expect(second).toMatchObject({ status: 0, told: expect.stringContaining('7 copied; 0 could not be copied') })
  expect(puts()).toBe(7)
  await more()
  expect((await move('s3', settings).ended).told).toContain('1 copied')
  expect(copied()).toEqual(names.toSorted())
  for (const [key, { bytes }] of storage.objects) expect(sha256Of(bytes)).toBe(key.slice(-64))
  expect(await filesUnder(join(settings.DATA_DIR, 'files'))).toHaveLength(names.length)
  expect(storage.refusals).toEqual([])

  const other = await mkdtemp(join(tmpdir(), 'kith-other-'))
  onTestFinished(() => rm(other, { recursive: true, force: true }))
  expect((await move('disk', { ...settings, DATA_DIR: other }).ended).status).toBe(0)
  const back = await Promise.all((await filesUnder(join(other, 'files'))).map((path) => readFile(path)))
  expect(back.map(sha256Of).toSorted()).toEqual(names.toSorted())
})

test('a file that is no longer what it is called is named and not copied, and so is a wrong call', async () => {
  const storage = await newStorage()
  const { app, alice } = await world({ settings: { S3_URL: '' } })
  const settings = { DATA_DIR: app.ctx.config.DATA_DIR, S3_URL: storage.urlFor('place') }
  const { id: projectId } = await alice.call('POST /api/projects', { name: 'Harbour' })
  const harmed = await bring(alice, { projectId }, randomBytes(1_000), 'harmed.bin')
  const whole = await bring(alice, { projectId }, randomBytes(1_000), 'whole.bin')
  const [path = ''] = (await filesUnder(join(settings.DATA_DIR, 'files'))).filter((one) =>
    one.endsWith(harmed.sha256 ?? '-'),
  )
  await writeFile(path, randomBytes(1_000))
  const outcome = await move('s3', settings).ended
  expect(outcome.status).toBe(1)
  expect(outcome.told).toContain(`could not be copied: ${harmed.sha256}`)
  expect(storage.keys()).toEqual([`place/files/${whole.sha256}`])
  expect(await move('elsewhere', settings).ended).toMatchObject({
    status: 2,
    told: expect.stringContaining('either s3 or disk'),
  })
  const unset = await move('s3', { DATA_DIR: settings.DATA_DIR }).ended
  expect(unset).toMatchObject({ status: 1, told: expect.stringContaining('S3_URL is not set') })
  storage.fault = () => 'refuse'
  const away = await move('s3', settings).ended
  expect(away).toMatchObject({ status: 1, told: expect.stringContaining('could not be reached') })
  expect(away.told).not.toContain('secret')
})
