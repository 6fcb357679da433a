import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../design/button.tsx'
import type { ButtonProps } from '../../design/button.tsx'
import { Menu } from '../../design/menu.tsx'

interface StandingButtonProps {
  icon: ReactNode
  /** How one stands. */
  label: string
  /** What ends it. */
  end: { label: string; onSelect: () => void; isDanger?: boolean }
}

/** Says how one stands to somebody, and opens what ends that. */
export function StandingButton({ icon, label, end }: StandingButtonProps) {
  return <Menu align="start" trigger={<Trigger icon={icon} label={label} />} entries={[{ kind: 'action', ...end }]} />
}

function Trigger({ label, ...rest }: ButtonProps & { label: string }) {
  return (
    <Button {...rest}>
      {label}
      <ChevronDown aria-hidden="true" className="text-muted" />
    </Button>
  )
}
