import type { Accent, Theme } from './appearance.ts'

/** A small conversation in the colours of a theme, for choosing one. */
export function ThemePicture({ theme, accent }: { theme: Theme; accent?: Accent }) {
  return (
    <span data-theme={theme} data-accent={accent} className="flex h-20 flex-col justify-end gap-1.5 bg-sunken p-2.5">
      <span className="h-4 w-3/5 rounded-full bg-bubble-other shadow-raised" />
      <span className="h-4 w-2/5 rounded-full bg-bubble-other shadow-raised" />
      <span className="h-4 w-1/2 self-end rounded-full bg-accent" />
    </span>
  )
}
