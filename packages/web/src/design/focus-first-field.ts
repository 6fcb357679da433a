/** Where a dialog starts: in its first field, else on itself, so that its title is read and Escape works. */
export function focusFirstField(event: Event): void {
  event.preventDefault()
  if (!(event.target instanceof HTMLElement)) return
  const field = event.target.querySelector<HTMLElement>(
    '[data-autofocus], input:not([type="radio"]):not([type="checkbox"]):not([type="file"]):not(:disabled), textarea:not(:disabled)',
  )
  const start = field ?? event.target
  start.focus({ preventScroll: true })
  if (start instanceof HTMLInputElement) start.select()
}
