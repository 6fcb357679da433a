import { common, createLowlight } from 'lowlight'
import type { ReactNode } from 'react'

const lowlight = createLowlight(common)

type Nodes = ReturnType<typeof lowlight.highlight>['children']

const colours: Record<string, string> = {
  'hljs-keyword': 'text-code-keyword',
  'hljs-built_in': 'text-code-keyword',
  'hljs-literal': 'text-code-number',
  'hljs-number': 'text-code-number',
  'hljs-string': 'text-code-string',
  'hljs-regexp': 'text-code-string',
  'hljs-comment': 'text-code-comment italic',
  'hljs-title': 'text-code-title',
  'hljs-attr': 'text-code-title',
  'hljs-name': 'text-code-keyword',
  'hljs-type': 'text-code-title',
  'hljs-addition': 'text-code-string',
  'hljs-deletion': 'text-danger-text',
}

/** `text` as coloured nodes; as it is where the language is not known. */
export function highlighted(text: string, language: string): ReactNode {
  if (!lowlight.registered(language)) return text
  return nodesOf(lowlight.highlight(language, text).children)
}

function nodesOf(nodes: Nodes): ReactNode[] {
  return nodes.map((node, index) => {
    if (node.type === 'text') return node.value
    if (node.type !== 'element') return null
    const names = node.properties['className']
    const colour = (Array.isArray(names) ? names : [])
      .map((name) => colours[String(name)])
      .find((each) => each !== undefined)
    return (
      // oxlint-disable-next-line react/no-array-index-key
      <span key={index} className={colour}>
        {nodesOf(node.children)}
      </span>
    )
  })
}
