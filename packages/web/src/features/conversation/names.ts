import type { ConversationWords } from '../../words/conversation-words.ts'

/** "Ana", "Ana and Ben", "Ana, Ben and 3 others". */
export function namesInWords(names: readonly string[], t: ConversationWords['conversation']): string {
  const [first = '', second = ''] = names
  if (names.length <= 1) return first
  if (names.length === 2) return t.and(first, second)
  return t.andOthers(`${first}, ${second}`, names.length - 2)
}
