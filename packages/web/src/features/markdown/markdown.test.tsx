import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { plainText } from '../../words/plain-text.ts'
import { Markdown } from './markdown.tsx'

const html = (source: string): string => renderToStaticMarkup(<Markdown source={source} />)

test('bold, italic, strike, code, lists, quotes and links become elements', () => {
  expect(html('**a** *b* ~~c~~ `d`')).toMatch(/<strong[^>]*>a<\/strong> <em>b<\/em> <del>c<\/del> <code[^>]*>d<\/code>/)
  expect(html('- one\n- two')).toMatch(/<ul[^>]*><li[^>]*>.*one.*two/)
  expect(html('3. three\n4. four')).toContain('start="3"')
  expect(html('> said')).toContain('<blockquote')
  expect(html('see https://kith.example/a?b=1&c=2')).toContain('href="https://kith.example/a?b=1&amp;c=2"')
  expect(html('one\ntwo')).toContain('one<br/>two')
})

test('html is text, and an ampersand stays one', () => {
  const out = html('<script>alert(1)</script> <b onclick=x>&amp; & "q" <img src=x onerror=y>')
  expect(out).not.toMatch(/<(script|b|img)\b/)
  expect(html('a & b < c')).toContain('a &amp; b &lt; c')
})

test('links that could run something, or that load something, are inert', () => {
  const bad = [
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java&#115;cript:alert(1))',
    '[x](data:text/html,<script>)',
    '[x](vbscript:x)',
    '[x](\u0001javascript:alert(1))',
    '<javascript:alert(1)>',
    '[x](//evil.example)',
  ]
  for (const source of bad) expect(html(source), source).not.toContain('href')
  expect(html('![pixel](https://evil.example/p.gif)')).not.toContain('<img')
  expect(html('[ok](https://x.example)')).toContain('rel="noopener noreferrer nofollow"')
})

test('a hundred thousand adversarial characters cost less than a blink', () => {
  const cases = [
    '*'.repeat(100_000),
    '['.repeat(100_000),
    '> '.repeat(50_000),
    '`'.repeat(100_000),
    '_a'.repeat(50_000),
  ]
  cases.push(' '.repeat(50_000) + 'x', '<'.repeat(100_000), 'http://'.repeat(14_000), '|a'.repeat(50_000))
  for (const source of cases) {
    const start = performance.now()
    html(source)
    // Generous: a quadratic parser takes minutes here.
    expect(performance.now() - start, source.slice(0, 4)).toBeLessThan(2_000)
  }
})

test('a preview is one line without marks', () => {
  expect(plainText('# Hello **world**\n\n- [a link](https://x.example) and `code`')).toBe('Hello world a link and code')
  expect(plainText('snake_case_name stays')).toBe('snake_case_name stays')
})
