import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { fileOutbox } from './outbox-file.ts'
import type { OutboxEntry } from './state.ts'

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-outbox-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

function entryOf(body: string, createdAt = 1): OutboxEntry {
  return { clientId: body, conversationId: 'c', body, replyTo: null, createdAt, state: 'waiting', problem: null }
}

test('what was kept is there for the next program, in the order of writing, apart for each account', async () => {
  const path = join(await freshFolder(), 'deep', 'outbox.json')
  const before = fileOutbox(path)
  expect(await before.load('me')).toEqual([])
  const bodies = Array.from({ length: 30 }, (_, index) => `m${index}`)
  await Promise.all(bodies.map((body) => before.save('me', entryOf(body))))
  await before.save('you', entryOf('yours'))
  await before.save('me', { ...entryOf('m3'), state: 'failed' })
  await before.remove('me', 'm5')
  await before.remove('me', 'nothing')
  const after = fileOutbox(path)
  expect((await after.load('me')).map(({ body }) => body)).toEqual(bodies.filter((body) => body !== 'm5'))
  expect((await after.load('me'))[3]?.state).toBe('failed')
  await after.clear('me')
  expect(await fileOutbox(path).load('me')).toEqual([])
  expect(await fileOutbox(path).load('you')).toEqual([entryOf('yours')])
})

test('an account named like a part of every object is an account like any other', async () => {
  const path = join(await freshFolder(), 'outbox.json')
  await fileOutbox(path).save('__proto__', entryOf('odd'))
  await fileOutbox(path).save('constructor', entryOf('odder'))
  expect((await fileOutbox(path).load('__proto__')).map(({ body }) => body)).toEqual(['odd'])
  expect((await fileOutbox(path).load('constructor')).map(({ body }) => body)).toEqual(['odder'])
})

test('at every moment the file is whole, and nobody else may read it', async () => {
  const folder = await freshFolder()
  const path = join(folder, 'outbox.json')
  const outbox = fileOutbox(path)
  await outbox.save('me', entryOf('first'))
  const writing = Promise.all(Array.from({ length: 40 }, (_, at) => outbox.save('me', entryOf(`${at}`.repeat(500)))))
  for (let look = 0; look < 40; look++) JSON.parse(await readFile(path, 'utf8'))
  await writing
  expect((await outbox.load('me')).length).toBe(41)
  expect((await stat(path)).mode & 0o077).toBe(0)
  expect(await readdir(folder)).toEqual(['outbox.json'])
})

test('what a crash left half written beside the file does no harm', async () => {
  const path = join(await freshFolder(), 'outbox.json')
  await fileOutbox(path).save('me', entryOf('kept'))
  await writeFile(`${path}.new`, '{ "me": [{ "clientId"')
  const outbox = fileOutbox(path)
  expect(await outbox.load('me')).toEqual([entryOf('kept')])
  await outbox.save('me', entryOf('another'))
  expect((await fileOutbox(path).load('me')).map(({ body }) => body)).toEqual(['kept', 'another'])
})

test('a file that is something else is left as it is, and what cannot be written is said', async () => {
  const folder = await freshFolder()
  const path = join(folder, 'letter.txt')
  for (const text of ['Dear aunt,', '{ "me": 5 }', 'null']) {
    await writeFile(path, text)
    await expect(fileOutbox(path).load('me')).rejects.toThrow()
    await expect(fileOutbox(path).save('me', entryOf('x'))).rejects.toThrow()
    expect(await readFile(path, 'utf8')).toBe(text)
  }
  const taken = join(folder, 'taken')
  await mkdir(join(taken, 'inside'), { recursive: true })
  const outbox = fileOutbox(taken)
  await expect(outbox.save('me', entryOf('x'))).rejects.toThrow()
  await rm(taken, { recursive: true })
  await outbox.save('me', entryOf('y'))
  expect(await outbox.load('me')).toEqual([entryOf('y')])
})

test('nothing that a browser loads imports it', async () => {
  for (const folder of ['packages/sdk/src', 'packages/web/src', 'packages/protocol/src']) {
    const names = await readdir(folder, { recursive: true })
    for (const name of names.filter((one) => /\.tsx?$/.test(one) && !one.includes('outbox-file'))) {
      expect(await readFile(join(folder, name), 'utf8'), name).not.toMatch(/from '[^']*outbox-file/)
    }
  }
})
