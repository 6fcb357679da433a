import clsx from 'clsx'
import { useState } from 'react'
import { faceHue } from './face-hue.ts'

export type ProjectCoverProps = {
  /** Decides what is drawn where there is no picture. */
  id: string
  /** The name of a colour of projects. */
  color: string
  src: string | null
  className?: string
}

/** The picture of a project, or shapes in its colour that are its own. */
export function ProjectCover({ id, color, src, className }: ProjectCoverProps) {
  const [failedSrc, setFailedSrc] = useState<string | null>(null)
  return (
    <span
      data-project={color}
      aria-hidden="true"
      className={clsx('block overflow-hidden bg-project-soft select-none', className)}
    >
      {src !== null && src !== failedSrc ? (
        <img
          src={src}
          alt=""
          draggable={false}
          decoding="async"
          onError={() => setFailedSrc(src)}
          className="size-full object-cover"
        />
      ) : (
        <Shapes id={id} />
      )}
    </span>
  )
}

const drawings = [
  <>
    <circle cx="236" cy="18" r="74" className="fill-project-shade" />
    <path d="M128 120a56 56 0 0 1 112 0Z" className="fill-project" />
    <circle cx="92" cy="74" r="14" className="fill-project-shade" />
  </>,
  <>
    <path d="M0 120V62a58 58 0 0 1 116 0v58Z" className="fill-project-shade" />
    <path d="M170 120V84a36 36 0 0 1 72 0v36Z" className="fill-project" />
    <circle cx="270" cy="26" r="18" className="fill-project-shade" />
  </>,
  <>
    <path d="M320 0v120H220a100 100 0 0 1 100-120Z" className="fill-project-shade" />
    <circle cx="186" cy="70" r="40" className="fill-project" />
    <path d="M0 0h84a84 84 0 0 1-84 84Z" className="fill-project-shade" />
  </>,
  <>
    <path d="M0 120a120 120 0 0 1 120-120v120Z" className="fill-project-shade" />
    <path d="M120 120a76 76 0 0 0 76-76v76Z" className="fill-project" />
    <circle cx="262" cy="52" r="34" className="fill-project-shade" />
  </>,
]

function Shapes({ id }: { id: string }) {
  return (
    <svg viewBox="0 0 320 120" preserveAspectRatio="xMidYMid slice" className="size-full rtl:-scale-x-100">
      {drawings[Math.round(faceHue(id) / 15) % drawings.length]}
    </svg>
  )
}
