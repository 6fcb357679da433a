import { useRef, useState } from 'react'
import type { MouseEvent, PointerEvent } from 'react'
import type { MenuPlace } from './menu-panel.tsx'

const LONG_PRESS_MS = 500
const STILL_PX = 10

export interface ContextMenuHandlers {
  onContextMenu: (event: MouseEvent) => void
  onPointerDown: (event: PointerEvent) => void
  onPointerMove: (event: PointerEvent) => void
  onPointerUp: () => void
  onPointerCancel: () => void
}

/**
 * Opens a menu where somebody clicks with the right button or presses long. `aim` is told what was meant, and says
 * whether it has a menu.
 */
export function useContextMenu(aim: (target: Element) => boolean): {
  place: MenuPlace | null
  close: () => void
  handlers: ContextMenuHandlers
} {
  const [place, setPlace] = useState<MenuPlace | null>(null)
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null)
  const before = useRef<Element | null>(null)

  function letGo(): void {
    if (press.current !== null) clearTimeout(press.current.timer)
    press.current = null
  }

  function open(target: EventTarget, x: number, y: number): boolean {
    if (!(target instanceof Element) || !aim(target)) return false
    before.current = document.activeElement
    setPlace({ x, y, width: 1, height: 1 })
    return true
  }

  return {
    place,
    close: () => {
      setPlace(null)
      if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true })
    },
    handlers: {
      onContextMenu: (event) => {
        letGo()
        // What is selected is to be copied: that menu is the browser's.
        if (getSelection()?.isCollapsed === false) return
        if (open(event.target, event.clientX, event.clientY)) event.preventDefault()
      },
      // Some phones have no event of their own for a long press.
      onPointerDown: (event) => {
        if (event.pointerType !== 'touch') return
        const { target, clientX: x, clientY: y } = event
        letGo()
        press.current = { x, y, timer: setTimeout(() => open(target, x, y), LONG_PRESS_MS) }
      },
      onPointerMove: (event) => {
        const from = press.current
        if (from !== null && Math.hypot(event.clientX - from.x, event.clientY - from.y) > STILL_PX) letGo()
      },
      onPointerUp: letGo,
      onPointerCancel: letGo,
    },
  }
}
