import type { KeyboardEvent } from 'react'
import { insert } from '../../live/insert-text.ts'
import { isMod } from '../../live/platform.ts'
import type { SendKey } from '../../live/preferences.ts'

const marks: Record<string, string> = { b: '**', i: '*' }

/** Whether this key press sends, by the person's choice. Never while an input method composes a word. */
export function isSending(event: KeyboardEvent, sendKey: SendKey): boolean {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return false
  if (isMod(event)) return true
  return sendKey === 'enter' && !event.shiftKey && !event.altKey
}

/** Puts the marks of bold or italic around the selection; true when the key meant that. */
export function wrapsSelection(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
  const mark = isMod(event) && !event.altKey ? marks[event.key.toLowerCase()] : undefined
  if (mark === undefined) return false
  event.preventDefault()
  const field = event.currentTarget
  const { selectionStart: start, selectionEnd: end, value } = field
  insert(field, mark + value.slice(start, end) + mark)
  field.setSelectionRange(start + mark.length, end + mark.length)
  return true
}
