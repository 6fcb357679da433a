import { memo, useMemo } from 'react'
import { BlockTokens } from './blocks.tsx'
import { parse } from './parse.ts'

/** What a person wrote, as React nodes: never as HTML. */
export const Markdown = memo(function Markdown({ source }: { source: string }) {
  const tokens = useMemo(() => parse(source), [source])
  return <BlockTokens tokens={tokens} />
})
