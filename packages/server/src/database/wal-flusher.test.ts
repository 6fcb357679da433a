import { mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { WalFlusher } from './wal-flusher.ts'

test.runIf(process.platform === 'linux')('flushes that come at once open the log once, and close it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kith-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'x-wal')
  await writeFile(path, 'x')
  const open = async (): Promise<number> => {
    const links = await Promise.all(
      (await readdir('/proc/self/fd')).map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')),
    )
    return links.filter((link) => link === path).length
  }
  const flusher = new WalFlusher(path)
  await Promise.all([flusher.flush(), flusher.flush(), flusher.flush()])
  expect(await open()).toBe(1)
  await flusher.close()
  expect(await open()).toBe(0)
})
