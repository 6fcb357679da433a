import type { Token, Tokens } from 'marked'
import type { ReactNode } from 'react'
import { MentioningText, MentionsContext, nobody } from './mention.tsx'
import { safeAddress, unescaped } from './parse.ts'

const DEPTH_MAX = 24

/** Text with its marks. What is not on this list is shown as it was written. */
export function InlineTokens({ tokens, depth = 0 }: { tokens: readonly Token[]; depth?: number }) {
  // oxlint-disable-next-line react/no-array-index-key
  return tokens.map((token, index) => <Inline key={index} token={token} depth={depth} />)
}

function Inline({ token, depth }: { token: Token; depth: number }): ReactNode {
  const inner = 'tokens' in token && token.tokens !== undefined && depth < DEPTH_MAX
  const children = inner ? <InlineTokens tokens={token.tokens ?? []} depth={depth + 1} /> : textOf(token)
  switch (token.type) {
    case 'strong':
      return <strong className="font-bold">{children}</strong>
    case 'em':
      return <em>{children}</em>
    case 'del':
      return <del>{children}</del>
    case 'codespan':
      return (
        <code dir="ltr" className="rounded-[0.3em] bg-ink/8 px-[0.3em] py-[0.1em] font-mono text-[0.9em]">
          {textOf(token)}
        </code>
      )
    case 'br':
      return <br />
    case 'link':
      return <SafeLink href={(token as Tokens.Link).href}>{children}</SafeLink>
    case 'image':
      return <SafeLink href={(token as Tokens.Image).href}>{textOf(token) || (token as Tokens.Image).href}</SafeLink>
    case 'text':
      return inner ? children : <MentioningText text={textOf(token)} />
    case 'escape':
      return children
    default:
      return token.raw
  }
}

function SafeLink({ href, children }: { href: string; children: ReactNode }) {
  const address = safeAddress(unescaped(href))
  if (address === null) return children
  return (
    <a
      href={address}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent-text underline decoration-1 underline-offset-2 hover:decoration-2"
    >
      {/* A link leads to one place. */}
      <MentionsContext value={nobody}>{children}</MentionsContext>
    </a>
  )
}

function textOf(token: Token): string {
  return unescaped('text' in token && typeof token.text === 'string' ? token.text : token.raw)
}
