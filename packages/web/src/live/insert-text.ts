/** Replaces the selection so that it can be undone: `setRangeText` would forget the history of the field. */
export function insert(field: HTMLTextAreaElement, text: string): void {
  field.focus()
  if (!document.execCommand('insertText', false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}
