import type { Attachment } from '@kith/protocol/uploads.ts'
import clsx from 'clsx'
import { Pause, Play } from 'lucide-react'
import { changeSpeed, seek, togglePlaying, usePlaying } from '../../live/playing.ts'
import { durationClock } from '../../words/durations.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { sizeInWords } from '../../words/sizes.ts'
import { Waveform } from './waveform.tsx'

type SoundProps = {
  sound: Pick<Attachment, 'id' | 'kind' | 'name' | 'size' | 'durationMs' | 'waveform'>
  url: string
  isInOwn: boolean
}

/** Something to listen to: play, where it is, how fast. */
export function Sound({ sound, url, isInOwn }: SoundProps) {
  const { attachments: t } = useMoreWords()
  const playing = usePlaying(sound.id)
  const isPlaying = playing?.isPlaying === true
  const lengthMs = sound.durationMs ?? (playing?.length ?? 0) * 1_000
  const atMs = (playing?.at ?? 0) * 1_000
  const share = lengthMs === 0 ? 0 : Math.min(1, atMs / lengthMs)
  const name = sound.kind === 'voice' ? t.kinds.voice : sound.name
  return (
    <fieldset aria-label={name} className="flex h-full min-w-0 items-center gap-3">
      <button
        type="button"
        aria-label={isPlaying ? t.pause : t.play}
        onClick={() => togglePlaying(sound.id, url)}
        className="flex size-11 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent transition-transform hover:bg-accent-hover active:scale-95"
      >
        {isPlaying ? (
          <Pause aria-hidden="true" className="size-5 fill-current" />
        ) : (
          <Play aria-hidden="true" className="size-5 translate-x-px fill-current" />
        )}
      </button>
      <div className="flex min-w-0 grow flex-col">
        <div className={clsx('relative flex h-7 items-center', isInOwn ? 'text-on-bubble-own' : 'text-accent-text')}>
          {sound.waveform === null || sound.waveform.length === 0 ? (
            <span className="relative h-1 w-full overflow-hidden rounded-full bg-current/25">
              <span
                style={{ inlineSize: `${share * 100}%` }}
                className="absolute inset-y-0 start-0 rounded-full bg-current"
              />
            </span>
          ) : (
            <Waveform peaks={sound.waveform} share={share} />
          )}
          <input
            type="range"
            min={0}
            max={Math.max(1, Math.round(lengthMs))}
            step={1000}
            value={Math.round(Math.min(atMs, lengthMs))}
            disabled={lengthMs === 0}
            aria-label={t.position}
            aria-valuetext={t.positionAt(durationClock(atMs), durationClock(lengthMs))}
            onChange={(event) => seek(sound.id, url, Number(event.currentTarget.value) / 1_000)}
            className="absolute inset-x-0 -inset-y-2 m-0 cursor-pointer appearance-none bg-transparent opacity-0 focus-visible:opacity-100 [&::-webkit-slider-thumb]:opacity-0"
          />
        </div>
        <div className="flex items-center gap-2 text-xs">
          <span className={clsx('min-w-0 truncate', isInOwn ? 'text-bubble-own-muted' : 'text-bubble-other-muted')}>
            {playing?.isFailed === true ? (
              <output>{t.notPlayed}</output>
            ) : (
              <>
                {playing !== null && atMs > 0 ? durationClock(atMs) : durationClock(lengthMs)}
                {sound.kind === 'audio' && (
                  <>
                    {' · '}
                    <bdi>{sound.name}</bdi> · {sizeInWords(sound.size)}
                  </>
                )}
              </>
            )}
          </span>
          {playing !== null && (
            <button
              type="button"
              aria-label={t.speed(`${playing.speed}×`)}
              onClick={changeSpeed}
              className="relative ms-auto rounded-full bg-ink/8 px-2 font-semibold after:absolute after:-inset-2.5 hover:bg-ink/15"
            >
              {playing.speed}×
            </button>
          )}
        </div>
      </div>
    </fieldset>
  )
}
