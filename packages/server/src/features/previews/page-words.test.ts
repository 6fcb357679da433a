import { expect, test } from 'vitest'
import { line, wordsOf } from './page-words.ts'

const words = (html: string, charset: string | null = null) => wordsOf(Buffer.from(html), charset)

test('what a page says for such use comes before its title, whatever the order', () => {
  const open = '<meta property="og:title" content="Open">'
  expect(words(`<title>Plain</title>${open}`).title).toBe('Open')
  expect(words('<title>Plain</title><meta name=twitter:title content=Bird>').title).toBe('Bird')
  expect(words('<title> Plain\n <b>x</b> &amp; simple </title>').title).toBe('Plain <b>x</b> & simple')
  expect(words('<meta property="og:title" content="  "><title>Plain</title>').title).toBe('Plain')
  expect(words('<META NAME="Description" CONTENT="d"><meta name=description content=second>').description).toBe('d')
  expect(words('<meta property="og:image" content=" /a.png ">').picture).toBe('/a.png')
})

test('nothing of the body counts, and what is broken off counts as far as it goes', () => {
  expect(words('<title>a</title><body><meta property="og:title" content="b">').title).toBe('a')
  expect(words('<head><title>a</title></head><body><meta property="og:title" content="b">').title).toBe('a')
  expect(words('<title>a</title><svg><title>b</title></svg>').title).toBe('a')
  expect(words('<script>"<title>no</title>"</script><title>a</title><meta property="og:ti').title).toBe('a')
  expect(words('')).toEqual({ title: '', description: '', siteName: '', picture: null })
})

test('the letters are read as the page says: by its mark, the header, or itself', () => {
  const latin = Buffer.from('<meta charset="iso-8859-1"><title>Fähre</title>', 'latin1')
  expect(wordsOf(latin, null).title).toBe('Fähre')
  expect(wordsOf(Buffer.from('<title>Fähre</title>', 'latin1'), 'windows-1252').title).toBe('Fähre')
  const old = '<meta http-equiv="Content-Type" content="text/html; charset=shift_jis"><title>'
  expect(wordsOf(Buffer.concat([Buffer.from(old), Buffer.from([0x93, 0xfa, 0x96, 0x7b])]), null).title).toBe('')
  const whole = Buffer.concat([Buffer.from(old), Buffer.from([0x93, 0xfa, 0x96, 0x7b]), Buffer.from('</title>')])
  expect(wordsOf(whole, null).title).toBe('日本')
  expect(wordsOf(Buffer.from('\ufeff<title>é</title>', 'utf16le'), 'iso-8859-1').title).toBe('é')
  expect(wordsOf(Buffer.from('<title>é</title>'), 'no-such-charset').title).toBe('é')
})

test('hostile words come out as plain short text of one line', () => {
  expect(words('<title><script>alert(1)</script></title>').title).toBe('<script>alert(1)</script>')
  expect(words('<meta name=description content="&lt;img src=x onerror=alert(1)&gt;">').description).toBe(
    '<img src=x onerror=alert(1)>',
  )
  expect(line('a\u202Eb\u0000c\u2066d\u200Be\n\n f', 20)).toBe('abc de f'.replace('c d', 'cd').replace('abcd', 'ab cd'))
  expect(words(`<title>${'𝔘'.repeat(5_000)}</title>`).title).toBe(`${'𝔘'.repeat(199)}…`)
  expect(line('\ud800x', 5)).toBe('\ufffdx')
  expect(line('👩‍👩‍👧', 20)).toBe('👩‍👩‍👧')
})

test('a megabyte that was made to keep us busy takes no time', () => {
  const fill = (piece: string): string => piece.repeat(Math.ceil(1_000_000 / piece.length))
  const half = (piece: string): string => piece.repeat(Math.ceil(500_000 / piece.length))
  const pages = [
    half('<a>') + half('</b>'),
    fill('<'),
    fill('&amp'),
    fill('<!--'),
    fill('<meta '),
    `<meta ${fill('a=b ')}>`,
    `<meta content="${fill('&lt;')}">`,
    `<title>${fill('&lt;')}`,
    fill('<title>'),
    fill('<svg><p>'),
    fill('<meta charset'),
    fill('</'),
    fill('<meta property="og:title" content="x">'),
  ]
  for (const page of pages) {
    const begun = process.cpuUsage()
    words(page)
    // By the processor, since the clock also counts what other programs do.
    expect(process.cpuUsage(begun).user / 1_000, page.slice(0, 20)).toBeLessThan(300)
  }
})
