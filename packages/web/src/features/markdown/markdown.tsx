import { memo, useMemo } from 'react'
import { BlockTokens } from './blocks.tsx'
import { isNaming, MentionsContext } from './mention.tsx'
import type { MentionedPeople } from './mention.tsx'

export type { NamedMany } from './mention.tsx'
import { parse } from './parse.ts'

interface MarkdownProps {
  source: string
  /** Who is named in it. */
  mentions?: MentionedPeople
}

/** What a person wrote, as React nodes: never as HTML. */
export const Markdown = memo(function Markdown({ source, mentions }: MarkdownProps) {
  const tokens = useMemo(() => parse(source), [source])
  if (mentions === undefined || !isNaming(mentions)) return <BlockTokens tokens={tokens} />
  return (
    <MentionsContext value={mentions}>
      <BlockTokens tokens={tokens} />
    </MentionsContext>
  )
})
