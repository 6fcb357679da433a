/** For comparing names: without case, accents and marks. "Zoë" is found by "zoe". */
export function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
}
