import { skinTones } from './emoji-data.ts'

const KEY = 'kith.skin-tone'

/** The tone that was chosen on this device; empty for none. */
export function keptTone(): string {
  const kept = localStorage.getItem(KEY)
  return skinTones.find((tone) => tone === kept) ?? ''
}

export function keepTone(tone: string): void {
  localStorage.setItem(KEY, tone)
}
