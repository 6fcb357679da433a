import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { environmentExample, readConfig } from './config.ts'

test('nothing needs to be set', () => {
  const config = readConfig({})
  expect(config).toMatchObject({
    HOST: '127.0.0.1',
    PORT: 3000,
    DATA_DIR: './data',
    DATABASE_URL: null,
    PUBLIC_URL: null,
  })
  expect(config).toMatchObject({
    REGISTRATION: null,
    PLACE_NAME: null,
    UPLOAD_MAX_BYTES: 16_777_216,
    RATE_LIMIT_FACTOR: 1,
  })
  expect(readConfig({ PORT: '', PUBLIC_URL: '' })).toEqual(config)
})

test('all that is wrong is said at once', () => {
  const wrong = {
    PORT: '70000',
    REGISTRATION: 'maybe',
    PUBLIC_URL: 'kith',
    ALLOWED_ORIGINS: '*',
    TRUSTED_PROXIES: '10.0.0.0/40,proxy',
  }
  const faults = ((): string => {
    try {
      readConfig(wrong)
      return ''
    } catch (error) {
      return String(error)
    }
  })()
  for (const name of Object.keys(wrong)) expect(faults).toContain(`${name}: `)
})

test('plain HTTP stays on this machine unless somebody says by which address people come', () => {
  for (const HOST of ['0.0.0.0', '::', '192.0.2.1']) expect(() => readConfig({ HOST })).toThrow(/HOST: .*PUBLIC_URL/)
  for (const HOST of ['127.0.0.1', '::1', 'localhost']) expect(readConfig({ HOST }).HOST).toBe(HOST)
  expect(readConfig({ HOST: '0.0.0.0', PUBLIC_URL: 'http://kith.lan:3000/' }).PUBLIC_URL).toBe('http://kith.lan:3000')
})

test('what is not built yet is refused, not ignored', () => {
  for (const name of ['REDIS_URL', 'S3_URL']) {
    expect(() => readConfig({ [name]: 'x://y' })).toThrow(`${name}: is not supported`)
  }
})

test('a number must look like one', () => {
  for (const PORT of ['0x10', '1e3', ' ', '3000.5', '-1']) expect(() => readConfig({ PORT }), PORT).toThrow(/PORT: /)
  for (const RATE_LIMIT_FACTOR of ['0', '-1', 'Infinity', 'much']) {
    expect(() => readConfig({ RATE_LIMIT_FACTOR }), RATE_LIMIT_FACTOR).toThrow(/RATE_LIMIT_FACTOR: /)
  }
})

test('.env.example is what the settings say', async () => {
  const file = await readFile(new URL('../../../.env.example', import.meta.url), 'utf8')
  expect(file, 'run scripts/print-env.ts').toBe(environmentExample())
})
