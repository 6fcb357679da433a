import type { Message } from '@kith/protocol/messages.ts'
import { useState } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import type { MessageRow, Row } from './rows.ts'
import type { Actions } from './use-actions.tsx'

interface RowKeysInput {
  list: RefObject<HTMLElement | null>
  rows: readonly Row[]
  actions: Actions
}

const steps: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity }

/** Arrows move between the messages, letters act on the one that has the focus. */
export function useRowKeys({ list, rows, actions }: RowKeysInput): {
  /** The row that Tab leads to: where one was last, else the newest. */
  stopKey: string | null
  onKeyDown: (event: KeyboardEvent) => void
} {
  const [lastKey, setLastKey] = useState<string | null>(null)
  const messages = rows.filter((row): row is MessageRow => row.kind === 'message')
  const stopKey = messages.some(({ key }) => key === lastKey) ? lastKey : (messages.at(-1)?.key ?? null)

  function onKeyDown(event: KeyboardEvent): void {
    const row = event.target instanceof HTMLElement ? event.target : null
    const key = row?.dataset['key']
    // Keys inside a row, such as in a menu or on a link, belong to what has the focus there.
    if (key === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    const step = steps[event.key]
    if (step !== undefined) {
      event.preventDefault()
      const at = messages.findIndex((each) => each.key === key)
      const next = messages[Math.max(0, Math.min(messages.length - 1, at + step))]
      if (next === undefined) return
      setLastKey(next.key)
      list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(next.key)}"]`)?.focus()
      return
    }
    const message = messages.find((each) => each.key === key)?.message
    if (message === undefined) return
    const isThere = message.deletedAt === null
    if (event.key === 'r' && isThere) actions.reply(message)
    else if (event.key === 't' && actions.hasThreads && (isThere || message.thread !== null))
      actions.openThread(message)
    else if (event.key === 'e' && actions.mayEdit(message)) actions.edit(message)
    else if (event.key === 'c' && isThere) actions.copyText(message)
    else if (isThere && isMark(event.key, message, actions)) return event.preventDefault()
    else if (event.key === 'Delete' && actions.mayRemove(message)) actions.remove(message)
    else if (event.key === 'Enter') openMenu(row)
    else return
    event.preventDefault()
  }

  return { stopKey, onKeyDown }
}

/** Whether the key puts something on the message, and does it then. */
function isMark(key: string, message: Message, actions: Actions): boolean {
  if (key === '+') actions.openDialog('emoji', message)
  else if (key === 'f') actions.openDialog('forward', message)
  else if (key === 's') actions.save(message)
  else if (key === 'p' && actions.mayPin) actions.pin(message)
  else if (key === 'u' && actions.mayMarkUnread(message)) actions.unread(message)
  else return false
  return true
}

/** As a right click on it would. */
function openMenu(row: HTMLElement | null): void {
  if (row === null) return
  const { x, y, width, height } = row.getBoundingClientRect()
  row.dispatchEvent(
    new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: x + width / 2, clientY: y + height / 2 }),
  )
}
