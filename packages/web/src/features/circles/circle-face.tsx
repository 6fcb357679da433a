import { UsersRound } from 'lucide-react'

export function CircleFace() {
  return (
    <span
      aria-hidden="true"
      className="flex size-row-face shrink-0 items-center justify-center rounded-full bg-accent-soft text-on-accent-soft"
    >
      <UsersRound className="size-5" />
    </span>
  )
}
