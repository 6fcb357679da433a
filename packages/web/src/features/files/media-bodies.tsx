import { useState } from 'react'
import { useFileWords } from '../../words/file-words.ts'
import { EntryIcon } from './entry-icon.tsx'
import { OtherBody } from './other-body.tsx'
import type { ShownBytes } from './shown-bytes.ts'

/** Played as it comes: the browser asks for the parts that it needs. */
export function VideoBody({ shown }: { shown: ShownBytes }) {
  const { filePreview: t } = useFileWords()
  const [isFailed, setIsFailed] = useState(false)
  if (isFailed) return <OtherBody shown={shown} why={t.notPlayed} />
  return (
    <div className="flex min-h-0 grow items-center justify-center p-2 md:px-14 md:py-6">
      {/* People who bring videos of their own bring no captions. */}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
      <video
        src={shown.url}
        poster={shown.previewUrl ?? undefined}
        controls
        playsInline
        preload="metadata"
        aria-label={shown.name}
        onError={() => setIsFailed(true)}
        className="max-h-full max-w-full rounded-sm"
      />
    </div>
  )
}

export function AudioBody({ shown }: { shown: ShownBytes }) {
  const { filePreview: t } = useFileWords()
  const [isFailed, setIsFailed] = useState(false)
  if (isFailed) return <OtherBody shown={shown} why={t.notPlayed} />
  return (
    <div className="m-auto flex w-full max-w-md flex-col items-center gap-5 p-6">
      <EntryIcon entry={{ type: 'file', kind: 'audio' }} size="lg" className="size-28! rounded-lg! [&>svg]:size-14!" />
      <h2 className="text-center text-lg font-bold">
        <bdi>{shown.name}</bdi>
      </h2>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
      <audio
        src={shown.url}
        controls
        preload="metadata"
        aria-label={shown.name}
        onError={() => setIsFailed(true)}
        className="w-full"
      />
    </div>
  )
}
