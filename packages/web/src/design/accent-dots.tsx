import { type Accent, accents } from './appearance.ts'
import { ColorDots } from './color-dots.tsx'

export type AccentDotsProps = {
  label: string
  value: Accent
  names: Record<Accent, string>
  onValueChange: (accent: Accent) => void
}

const paint = { attribute: 'data-accent', dot: 'bg-accent', tick: 'text-on-accent' } as const

export function AccentDots(props: AccentDotsProps) {
  return <ColorDots {...props} options={accents} paint={paint} />
}
