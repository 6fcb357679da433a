export const themes = ['light', 'dark', 'contrast'] as const
export const accents = ['persimmon', 'moss', 'lagoon', 'plum', 'ochre', 'rose'] as const
export const densities = ['comfortable', 'compact'] as const

export type Theme = (typeof themes)[number]
export type Accent = (typeof accents)[number]
export type Density = (typeof densities)[number]

/** A `null` theme follows the system. */
export type Appearance = { theme: Theme | null; accent: Accent; density: Density }

/** Puts the choice on `<html>`, where the tokens look for it. */
export function applyAppearance({ theme, accent, density }: Appearance): void {
  const { dataset } = document.documentElement
  if (theme) dataset['theme'] = theme
  else delete dataset['theme']
  dataset['accent'] = accent
  dataset['density'] = density
}
