import type { Token, Tokens } from 'marked'
import type { ReactNode } from 'react'
import { CodeBlock } from './code-block.tsx'
import { InlineTokens } from './inline.tsx'
import { MentioningText } from './mention.tsx'
import { unescaped } from './parse.ts'

const DEPTH_MAX = 12

/** Paragraphs, lists, quotes, code and tables. What is not on this list is shown as it was written. */
export function BlockTokens({ tokens, depth = 0 }: { tokens: readonly Token[]; depth?: number }) {
  const shown = tokens.filter((token) => token.type !== 'space' && token.type !== 'def')
  return shown.map((token, index) => (
    // oxlint-disable-next-line react/no-array-index-key
    <Block key={index} token={token} depth={depth} isFirst={index === 0} />
  ))
}

function Block({ token, depth, isFirst }: { token: Token; depth: number; isFirst: boolean }): ReactNode {
  const gap = isFirst ? '' : 'mt-1.5'
  if (depth > DEPTH_MAX) return <p className={gap}>{token.raw}</p>
  switch (token.type) {
    case 'paragraph':
    case 'text':
      return (
        <p dir="auto" className={`whitespace-pre-wrap ${gap}`}>
          <Inner token={token} />
        </p>
      )
    case 'heading':
      return (
        <p dir="auto" data-heading={(token as Tokens.Heading).depth} className={`font-bold ${gap}`}>
          <Inner token={token} />
        </p>
      )
    case 'code':
      return (
        <CodeBlock text={(token as Tokens.Code).text} language={(token as Tokens.Code).lang ?? ''} className={gap} />
      )
    case 'blockquote':
      return (
        <blockquote className={`border-s-3 border-accent ps-2.5 text-muted ${gap}`}>
          <BlockTokens tokens={(token as Tokens.Blockquote).tokens} depth={depth + 1} />
        </blockquote>
      )
    case 'list':
      return <List list={token as Tokens.List} depth={depth} gap={gap} />
    case 'table':
      return <Table table={token as Tokens.Table} gap={gap} />
    case 'hr':
      return <hr className="my-2 border-line-strong" />
    default:
      return (
        <p dir="auto" className={`whitespace-pre-wrap ${gap}`}>
          {token.raw.trim()}
        </p>
      )
  }
}

function Inner({ token }: { token: Token }) {
  if ('tokens' in token && token.tokens !== undefined) return <InlineTokens tokens={token.tokens} />
  return <MentioningText text={unescaped('text' in token && typeof token.text === 'string' ? token.text : token.raw)} />
}

function List({ list, depth, gap }: { list: Tokens.List; depth: number; gap: string }) {
  const items = list.items.map((item, index) => (
    // oxlint-disable-next-line react/no-array-index-key
    <li key={index} dir="auto" className={item.task ? 'flex list-none items-start gap-2' : 'ps-0.5'}>
      {item.task && (
        <input type="checkbox" checked={item.checked === true} readOnly disabled className="mt-1" aria-hidden />
      )}
      <div className="min-w-0">
        <BlockTokens tokens={item.tokens.filter(({ type }) => type !== 'checkbox')} depth={depth + 1} />
      </div>
    </li>
  ))
  if (!list.ordered) return <ul className={`list-disc ps-5 ${gap}`}>{items}</ul>
  return (
    <ol start={list.start === '' ? 1 : list.start} className={`list-decimal ps-6 ${gap}`}>
      {items}
    </ol>
  )
}

function Table({ table, gap }: { table: Tokens.Table; gap: string }) {
  const cell = 'border border-line-strong/50 px-2 py-1 text-start align-top'
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={`max-w-full overflow-x-auto ${gap}`} tabIndex={0}>
      <table className="border-collapse text-sm">
        <thead>
          <tr>
            {table.header.map((head, index) => (
              // oxlint-disable-next-line react/no-array-index-key
              <th key={index} className={`${cell} font-bold`}>
                <InlineTokens tokens={head.tokens} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={at}>
              {row.map((each, index) => (
                // oxlint-disable-next-line react/no-array-index-key
                <td key={index} className={cell}>
                  <InlineTokens tokens={each.tokens} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
