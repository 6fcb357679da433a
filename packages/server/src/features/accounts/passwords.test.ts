import { expect, test } from 'vitest'
import { isCommonPassword } from './common-passwords.ts'
import { Passwords, standardCost } from './passwords.ts'

test('a password is kept as argon2id with the cost of today, salted anew each time', async () => {
  const passwords = new Passwords(standardCost)
  const made = [await passwords.hash('rain on tin roofs'), await passwords.hash('rain on tin roofs')]
  for (const phc of made) {
    expect(phc).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(await passwords.verify('rain on tin roofs', phc)).toBe(true)
    expect(await passwords.verify('rain on tin roof', phc)).toBe(false)
  }
  expect(made[0]).not.toBe(made[1])
})

test('a hash of another cost still verifies, and nonsense never does', async () => {
  const phc = await new Passwords({ memoryKiB: 64, passes: 2 }).hash('rain on tin roofs')
  const passwords = new Passwords({ memoryKiB: 64, passes: 1 })
  expect(await passwords.verify('rain on tin roofs', phc)).toBe(true)
  for (const broken of ['', 'x', phc.slice(0, -1), phc.replace('argon2id', 'argon2i')]) {
    expect(await passwords.verify('rain on tin roofs', broken)).toBe(false)
  }
  expect(await passwords.verify('rain on tin roofs', null)).toBe(false)
})

test('more than fifty waiting are sent away to try again, unknown names too, and afterwards all is as before', async () => {
  const passwords = new Passwords({ memoryKiB: 1024, passes: 1 })
  const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => passwords.verify('x', null)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(52)
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'busy' })
  }
  expect(await passwords.verify('x', null)).toBe(false)
  expect(await passwords.verify('x', await passwords.hash('x'))).toBe(true)
})

test('while passwords are hashed the event loop goes on', async () => {
  const passwords = new Passwords(standardCost)
  let turns = 0
  const ticking = setInterval(() => turns++, 2)
  await Promise.all(Array.from({ length: 8 }, () => passwords.hash('rain on tin roofs')))
  clearInterval(ticking)
  expect(turns).toBeGreaterThan(20)
})

test('what guessers try first is known, in any case', () => {
  const common = [
    'password',
    '12345678',
    'qwertyuiop',
    'iloveyou',
    'Password1',
    'football1',
    'P@ssw0rd',
    'letmein123',
    '11111111',
  ]
  for (const password of common) expect(isCommonPassword(password), password).toBe(true)
  for (const password of ['rain on tin roofs', 'correct horse battery staple', '']) {
    expect(isCommonPassword(password), password).toBe(false)
  }
})
