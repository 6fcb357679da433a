import { limits } from '@kith/protocol/limits.ts'
import { expect, test } from 'vitest'
import { addressesIn, linksIn } from './links-in.ts'

test('links are found in text, in Markdown and in brackets, without what is around them', () => {
  const cases: [string, string[]][] = [
    ['see https://a.example/x.', ['https://a.example/x']],
    ['see https://a.example/x, or (https://b.example/y)!', ['https://a.example/x', 'https://b.example/y']],
    ['[text](https://a.example/x) and [two](https://b.example/y "t").', ['https://a.example/x', 'https://b.example/y']],
    ['https://a.example/w/Boat_(rowing)', ['https://a.example/w/Boat_(rowing)']],
    ['<https://a.example/x>', ['https://a.example/x']],
    ['**https://a.example/x**', ['https://a.example/x']],
    ['HTTP://A.EXAMPLE', ['http://a.example/']],
    ['http://[2001:db8::1]:80/x', ['http://[2001:db8::1]/x']],
    ['https://a.example/x#one https://a.example/x#two', ['https://a.example/x']],
    ['https://例え.jp/あ', ['https://xn--r8jz45g.jp/%E3%81%82']],
    ['no link: ftp://a.example, xhttp://a.example, https://, http:///, mailto:a@b.example, a://b', []],
    [`https://a.example/${'x'.repeat(5_000)}`, []],
  ]
  for (const [body, links] of cases) expect(linksIn(body), body.slice(0, 80)).toEqual(links)
})

test('links in code are no links', () => {
  expect(linksIn('`https://a.example` and\n```\nhttps://b.example\n```\n~~~\nhttps://c.example')).toEqual([])
})

test('a long text that was made to keep us busy takes no time', () => {
  const begun = process.cpuUsage()
  for (const piece of ['http://', 'http://a(', 'http://a]', '://', 'http://a.....', '`http://']) {
    linksIn(piece.repeat(Math.ceil(20_000 / piece.length)))
  }
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(2_000)
})

test('addresses are found without what surrounds them, each once, and not in code', () => {
  const cases: [string, string[]][] = [
    ['see https://example.org/a, or http://example.org/b.', ['https://example.org/a', 'http://example.org/b']],
    ['(https://example.org/a)', ['https://example.org/a']],
    ['https://example.org/Kith_(word)', ['https://example.org/Kith_(word)']],
    ['[text](https://example.org/a)', ['https://example.org/a']],
    ['**https://example.org/a** HTTPS://EXAMPLE.ORG', ['https://example.org/a', 'HTTPS://EXAMPLE.ORG']],
    ['https://example.org https://example.org', ['https://example.org']],
    ['`https://example.org/a`\n```\nhttps://example.org/b\n```', []],
    ['```\nhttps://example.org/never-closed', []],
    ['ftp://example.org javascript://x http:// https://', []],
  ]
  for (const [body, links] of cases) expect(addressesIn(body), body).toEqual(links)
})

test('a message made to be looked at for long is not', () => {
  const most = limits.messageMax
  for (const piece of ['.', ')', '`', '```', '`\n', 'http://', 'https://a.', '(', ']']) {
    const body = `https://e.org/${piece.repeat(most)}`.slice(0, most - 1)
    const start = process.cpuUsage()
    addressesIn(`${body}x`)
    addressesIn(body)
    const { user } = process.cpuUsage(start)
    expect(user / 1000, piece).toBeLessThan(1_000)
  }
})
