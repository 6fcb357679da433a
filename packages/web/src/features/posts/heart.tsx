import { Heart } from 'lucide-react'

/** Shows for a moment that a double tap liked; each `count` anew, and not at all where less is to move. */
export function HeartBurst({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span
      key={count}
      aria-hidden="true"
      className="motion-heart pointer-events-none absolute inset-0 flex items-center justify-center"
    >
      <Heart className="size-28 fill-accent stroke-on-shade stroke-[0.75]" />
    </span>
  )
}
