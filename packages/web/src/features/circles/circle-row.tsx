import type { Circle } from '@kith/protocol/circles.ts'
import type { ReactNode } from 'react'
import { showCircle } from '../../live/circle-card.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { CircleFace } from './circle-face.tsx'

/** A circle in a list; it opens its card. */
export function CircleRow({ circle, action }: { circle: Circle; action?: ReactNode }) {
  const { circles: t } = useMoreWords()
  return (
    <li className="flex items-center gap-1.5 rounded-md pe-1.5 transition-colors hover:bg-hover">
      <button
        type="button"
        onClick={() => showCircle(circle.id)}
        className="flex min-h-11 min-w-0 grow items-center gap-3 rounded-md px-2.5 py-row text-start outline-offset-[-2px]"
      >
        <CircleFace />
        <span className="flex min-w-0 grow flex-col">
          <bdi className="truncate font-semibold">{circle.title}</bdi>
          <span className="truncate text-sm text-muted">
            <bdi>@{circle.handle}</bdi> · {t.members(circle.memberCount)}
            {circle.isMember && ` · ${t.youAreIn}`}
          </span>
        </span>
      </button>
      {action}
    </li>
  )
}
