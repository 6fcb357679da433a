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

test('several nodes need one database and one secret', () => {
  const REDIS_URL = 'redis://127.0.0.1:6379'
  const shared = { DATABASE_URL: 'postgres://kith@127.0.0.1/kith', SESSION_SECRET: 'x'.repeat(32) }
  expect(() => readConfig({ REDIS_URL })).toThrow(/REDIS_URL: .*DATABASE_URL[^]*REDIS_URL: .*SESSION_SECRET/)
  expect(() => readConfig({ ...shared, REDIS_URL: 'http://127.0.0.1:6379' })).toThrow(/REDIS_URL: is not a redis:/)
  for (const url of [REDIS_URL, 'rediss://kith:secret@redis.example.org:6380/0?prefix=here']) {
    expect(readConfig({ ...shared, REDIS_URL: url }).REDIS_URL).toBe(url)
  }
})

test('a bucket needs an address with its keys, and what is wrong with it is said without them', () => {
  expect(readConfig({ S3_URL: 'https://key:se%2Fcret@s3.example.org/kith?region=eu-1' }).S3_URL).not.toBeNull()
  for (const S3_URL of [
    's3://key:secret@host/bucket',
    'https://s3.example.org/bucket',
    'https://key:secret@s3.example.org',
    'https://key:secret@s3.example.org/bucket?region=eu-1&acl=public',
    'https://key:secret@s3.example.org/bucket/../other?x',
    'https://key:%zz@s3.example.org/bucket',
  ]) {
    expect(() => readConfig({ S3_URL }), S3_URL).toThrow(/S3_URL: is not of the form/)
    expect(() => readConfig({ S3_URL }), S3_URL).not.toThrow(/secret@/)
  }
  expect(() => readConfig({ S3_DIRECT: 'true' })).toThrow('S3_DIRECT: needs S3_URL')
  expect(() => readConfig({ S3_DIRECT: 'yes' })).toThrow('S3_DIRECT: is neither')
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
