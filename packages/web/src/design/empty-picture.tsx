import clsx from 'clsx'
import type { ReactNode } from 'react'

/** The subjects that `EmptyPicture` can draw. */
export const emptyPictures = ['chats', 'people', 'search', 'files', 'feed', 'bell', 'offline'] as const
export type EmptyPictureName = (typeof emptyPictures)[number]

const eye = 'fill-ink'
const line = 'fill-none stroke-ink'

function Eyes({ x, y }: { x: number; y: number }) {
  return (
    <>
      <circle cx={x - 7} cy={y} r="2.4" className={eye} />
      <circle cx={x + 7} cy={y} r="2.4" className={eye} />
      <path d={`M${x - 4} ${y + 6}q4 4 8 0`} className={line} strokeWidth="2.4" />
    </>
  )
}

const drawings: Record<EmptyPictureName, ReactNode> = {
  chats: (
    <>
      <path
        d="M30 22h58a14 14 0 0 1 14 14v22a14 14 0 0 1-14 14H48L32 84V72h-2a14 14 0 0 1-14-14V36a14 14 0 0 1 14-14Z"
        className="fill-accent"
      />
      <Eyes x={59} y={44} />
      <path
        d="M92 52h36a14 14 0 0 1 14 14v18a14 14 0 0 1-14 14h-2v12L112 98H92a14 14 0 0 1-14-14V66a14 14 0 0 1 14-14Z"
        className="fill-raised stroke-ink"
        strokeWidth="2.4"
      />
      <Eyes x={110} y={72} />
    </>
  ),
  people: (
    <>
      <path d="M20 108c0-24 14-38 34-38s34 14 34 38Z" className="fill-accent" />
      <circle cx="54" cy="44" r="21" className="fill-accent" />
      <Eyes x={54} y={43} />
      <path d="M76 108c0-22 12-34 31-34s31 12 31 34Z" className="fill-raised stroke-ink" strokeWidth="2.4" />
      <circle cx="107" cy="53" r="19" className="fill-raised stroke-ink" strokeWidth="2.4" />
      <Eyes x={107} y={52} />
    </>
  ),
  search: (
    <>
      <path d="M97 77l28 27" className={line} strokeWidth="9" />
      <circle cx="74" cy="54" r="36" className="fill-accent" />
      <circle cx="74" cy="54" r="26" className="fill-raised" />
      <Eyes x={74} y={52} />
    </>
  ),
  files: (
    <>
      <path d="M28 34a8 8 0 0 1 8-8h26l10 12h52a8 8 0 0 1 8 8v54H28Z" className="fill-accent" />
      <path d="M48 14h52l12 12v44H48Z" className="fill-raised stroke-ink" strokeWidth="2.4" />
      <path d="M60 28h26M60 39h38" className={line} strokeWidth="2.4" />
      <path d="M22 56h116l-8 46a8 8 0 0 1-8 6H38a8 8 0 0 1-8-6Z" className="fill-accent" />
      <Eyes x={80} y={78} />
    </>
  ),
  feed: (
    <>
      <rect x="52" y="12" width="84" height="72" rx="10" transform="rotate(7 94 48)" className="fill-accent" />
      <rect x="26" y="26" width="88" height="80" rx="10" className="fill-raised stroke-ink" strokeWidth="2.4" />
      <circle cx="90" cy="46" r="8" className="fill-accent" />
      <path d="M27 88l24-28 20 22 12-12 30 30q-3 5-9 5H36q-9 0-9-9Z" className="fill-ink" />
    </>
  ),
  bell: (
    <>
      <circle cx="80" cy="100" r="10" className="fill-ink" />
      <path
        d="M80 16c-22 0-34 15-34 36 0 24-8 30-14 42h96c-6-12-14-18-14-42 0-21-12-36-34-36Z"
        className="fill-accent"
      />
      <Eyes x={80} y={58} />
      <path d="M124 22l8-7M132 38h11M36 22l-8-7M28 38H17" className={line} strokeWidth="2.4" />
    </>
  ),
  offline: (
    <>
      <path d="M48 96a24 24 0 0 1-2-48 34 34 0 0 1 65-5 27 27 0 0 1 1 53Z" className="fill-accent" />
      <Eyes x={80} y={66} />
      <path d="M58 106l-4 8M82 106l-4 8M106 106l-4 8" className={line} strokeWidth="2.4" />
    </>
  ),
}

/** A friendly drawing for a place where nothing is yet, in the colours of the theme. */
export function EmptyPicture({ name, className }: { name: EmptyPictureName; className?: string }) {
  return (
    <svg
      viewBox="0 0 160 120"
      aria-hidden="true"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={clsx('h-30 w-40', className)}
    >
      {drawings[name]}
    </svg>
  )
}
