import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { useRef } from 'react'
import type { ComponentProps, MouseEvent } from 'react'
import { isMod } from '../../live/platform.ts'
import { useFileWords } from '../../words/file-words.ts'
import type { Deck } from './deck.ts'
import { beginDrag, endDrag, useDropTarget } from './dragging.ts'

const LONG_PRESS_MS = 450
const STILL_PX = 10

interface Item {
  isSelected: boolean
  isOver: boolean
  props: ComponentProps<'div'>
}

/** How a row or a tile answers pointers: choosing, opening, its menu, dragging it and dropping upon it. */
export function useItem(entry: ProjectEntry, deck: Deck): Item {
  const { projectFiles: t } = useFileWords()
  const { selection, rights } = deck
  const isSelected = selection.ids.has(entry.id)
  const isRenaming = deck.renamingId === entry.id
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null)
  const wasHeld = useRef(false)
  const isTouch = useRef(false)
  const isFolder = entry.type === 'folder'
  const drop = useDropTarget({
    accepts: (ids) => isFolder && rights.mayEdit && (ids === null || !ids.includes(entry.id)),
    onEntries: (ids) => deck.onMoveTo(entry, ids),
    onFiles: (data) => deck.onFilesTo(entry, data),
  })

  function letGo(): void {
    if (press.current !== null) clearTimeout(press.current.timer)
    press.current = null
  }

  function hold(): void {
    letGo()
    wasHeld.current = true
    selection.add(entry.id)
  }

  function onClick(event: MouseEvent): void {
    const isOnLink = event.target instanceof Element && event.target.closest('a') !== null
    const isChoosing = isMod(event) || event.shiftKey
    if (wasHeld.current || isChoosing || (isTouch.current && selection.ids.size > 0)) event.preventDefault()
    if (wasHeld.current || isRenaming) return
    deck.onActive(entry.id)
    if (event.shiftKey) selection.extendTo(entry.id)
    else if (isMod(event) || (isTouch.current && selection.ids.size > 0)) selection.toggle(entry.id)
    else if (isTouch.current && !isOnLink) deck.onOpen(entry)
    else if (!isOnLink) selection.only(entry.id)
  }

  return {
    isSelected,
    isOver: drop.isOver,
    props: {
      ...drop.handlers,
      draggable: rights.mayEdit && !isRenaming && !deck.isInSearch,
      onDragStart: (event) => {
        if (isTouch.current) {
          event.preventDefault()
          return
        }
        const ids = isSelected ? [...selection.ids] : [entry.id]
        if (!isSelected) selection.only(entry.id)
        beginDrag(event, ids, ids.length === 1 ? entry.name : t.selected(ids.length))
      },
      onDragEnd: endDrag,
      onPointerDown: (event) => {
        isTouch.current = event.pointerType === 'touch'
        wasHeld.current = false
        letGo()
        if (isTouch.current) {
          press.current = { x: event.clientX, y: event.clientY, timer: setTimeout(hold, LONG_PRESS_MS) }
        }
      },
      onPointerMove: (event) => {
        const from = press.current
        if (from !== null && Math.hypot(event.clientX - from.x, event.clientY - from.y) > STILL_PX) letGo()
      },
      onPointerUp: letGo,
      onPointerCancel: letGo,
      onContextMenu: (event) => {
        if (isRenaming) return
        event.preventDefault()
        if (isTouch.current) {
          hold()
          return
        }
        if (!isSelected) selection.only(entry.id)
        deck.onActive(entry.id)
        const { left, top, height } = event.currentTarget.getBoundingClientRect()
        // The key for menus has no place of its own.
        const isByKey = event.clientX === 0 && event.clientY === 0
        deck.onMenu(entry, {
          x: isByKey ? left + 48 : event.clientX,
          y: isByKey ? top + height / 2 : event.clientY,
          width: 1,
          height: 1,
        })
      },
      onClick,
      onFocus: () => deck.onActive(entry.id),
      onDoubleClick: (event) => {
        if (!isMod(event) && !event.shiftKey && !isRenaming) deck.onOpen(entry)
      },
    },
  }
}
