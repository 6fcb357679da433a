const isApple = /Mac|iPhone|iPad/.test(navigator.platform)

/** The key that goes with a letter for a command, as its keyboard names it. */
export const modKey = isApple ? '⌘' : 'Ctrl'

/** Whether that key is held. */
export function isMod(event: { metaKey: boolean; ctrlKey: boolean }): boolean {
  return isApple ? event.metaKey : event.ctrlKey
}
