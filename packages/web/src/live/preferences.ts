import { useSyncExternalStore } from 'react'
import { accents, applyAppearance, densities, themes } from '../design/appearance.ts'
import type { Appearance } from '../design/appearance.ts'

export const messageStyles = ['bubbles', 'rows'] as const
/** What sends a message: Enter alone, or Ctrl (on a Mac: Cmd) with Enter. */
export const sendKeys = ['enter', 'mod-enter'] as const
export const languages = ['system', 'en'] as const

export type MessageStyle = (typeof messageStyles)[number]
export type SendKey = (typeof sendKeys)[number]
export type Language = (typeof languages)[number]

/** How one person wants Kith on this device. */
export interface Preferences extends Appearance {
  messageStyle: MessageStyle
  sendKey: SendKey
  language: Language
  /** Whether what lies behind links is shown. */
  hasPreviews: boolean
  listWidthPx: number
  /** Whether the list of chats shows only what is unread. */
  isUnreadOnly: boolean
}

export const LIST_WIDTH_MIN_PX = 260
export const LIST_WIDTH_MAX_PX = 520

/** `public/first-paint.js` reads the theme, accent and density from here before anything is drawn. */
const KEY = 'kith.preferences'

function oneOf<T extends string>(options: readonly T[], value: unknown, fallback: T): T {
  return options.find((option) => option === value) ?? fallback
}

function parse(text: string | null): Preferences {
  let kept: Record<string, unknown> = {}
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    if (typeof value === 'object' && value !== null) kept = { ...value }
  } catch {
    // Written by something else: as if nothing had been chosen.
  }
  const width = kept['listWidthPx']
  return {
    theme: themes.find((theme) => theme === kept['theme']) ?? null,
    accent: oneOf(accents, kept['accent'], 'persimmon'),
    density: oneOf(densities, kept['density'], 'comfortable'),
    messageStyle: oneOf(messageStyles, kept['messageStyle'], 'bubbles'),
    sendKey: oneOf(sendKeys, kept['sendKey'], 'enter'),
    language: oneOf(languages, kept['language'], 'system'),
    hasPreviews: kept['hasPreviews'] !== false,
    listWidthPx: typeof width === 'number' ? clampWidth(width) : 340,
    isUnreadOnly: kept['isUnreadOnly'] === true,
  }
}

export function clampWidth(px: number): number {
  return Math.round(Math.min(LIST_WIDTH_MAX_PX, Math.max(LIST_WIDTH_MIN_PX, px)))
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
    return null
  }
}

let current = parse(read())
const listeners = new Set<() => void>()

function replace(next: Preferences): void {
  current = next
  applyAppearance(next)
  for (const listener of listeners) listener()
}

export const preferences = {
  get: (): Preferences => current,
  set: (change: Partial<Preferences>): void => {
    replace({ ...current, ...change })
    try {
      localStorage.setItem(KEY, JSON.stringify(current))
    } catch {
      // As above.
    }
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

applyAppearance(current)
window.addEventListener('storage', (event) => {
  if (event.key === KEY) replace(parse(event.newValue))
})

export function usePreferences(): Preferences {
  return useSyncExternalStore(preferences.subscribe, preferences.get)
}
