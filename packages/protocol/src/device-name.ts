// In this order: most browsers carry the names of others.
const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/CriOS\/|Chrome\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS X/, 'macOS'],
  [/Linux|X11/, 'Linux'],
]

const nameIn = (text: string, names: readonly (readonly [RegExp, string])[]): string | null =>
  names.find(([sign]) => sign.test(text))?.[1] ?? null

/** What a `User-Agent` line tells of a device; null for what it does not. */
export function deviceOf(userAgent: string): { browser: string | null; system: string | null; isHandheld: boolean } {
  return {
    browser: nameIn(userAgent, browsers),
    system: nameIn(userAgent, systems),
    isHandheld: /iPhone|iPad|Android|Mobile/.test(userAgent),
  }
}
