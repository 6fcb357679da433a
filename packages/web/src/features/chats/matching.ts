/** For comparing: without case and without marks on letters. */
export function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** Whether any word of a folded name begins with the folded query, or the name holds it. */
export function matches(name: string, q: string): boolean {
  return name.includes(q)
}
