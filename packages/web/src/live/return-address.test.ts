import { expect, test } from 'vitest'
import { returnAddress } from './return-address.ts'

test('after signing in one is led to an address of this place, and nowhere else', () => {
  for (const to of ['/chats', '/chats/0190?at=4', '/people/mara#x', '/']) expect(returnAddress({ to })).toEqual({ to })
  const elsewhere: unknown[] = [
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '/\t/evil.example',
    '/\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    'evil.example',
    '',
    ['/chats'],
    4,
    undefined,
  ]
  for (const to of elsewhere) expect(returnAddress({ to }), JSON.stringify(to)).toEqual({})
})
