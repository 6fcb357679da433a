/** A row of the results; a message is read from its top. */
export function rowClass(align: 'start' | 'center'): string {
  return (
    'flex min-h-11 gap-3 rounded-md px-2.5 py-2.5 outline-offset-[-2px] transition-colors hover:bg-hover ' +
    (align === 'start' ? 'items-start' : 'items-center')
  )
}
