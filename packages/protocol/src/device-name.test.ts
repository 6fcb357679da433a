import { expect, test } from 'vitest'
import { deviceOf } from './device-name.ts'

test('a browser is told from those whose names it carries', () => {
  const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
  expect(deviceOf(chrome)).toEqual({ browser: 'Chrome', system: 'Linux', isHandheld: false })
  expect(deviceOf(`${chrome} Edg/140.0`).browser).toBe('Edge')
})

test('a phone is told from the system that it is built on', () => {
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'
  expect(deviceOf(phone)).toEqual({ browser: 'Safari', system: 'iPhone', isHandheld: true })
  expect(deviceOf('Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0').system).toBe('Android')
})

test('what is not known is not guessed', () => {
  expect(deviceOf('curl/8.5.0')).toEqual({ browser: null, system: null, isHandheld: false })
})
