import { SendHorizontal, Square, Trash2 } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { IconButton } from '../../design/icon-button.tsx'
import { showToast } from '../../design/toast.ts'
import { stopPlaying } from '../../live/playing.ts'
import { choose } from '../../live/tray.ts'
import { durationClock } from '../../words/durations.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { Recording } from './recording.ts'
import { Waveform } from './waveform.tsx'

/** Shorter ones were pressed by mistake. */
const LEAST_MS = 500
const SHOWN_PEAKS = 44

export interface RecorderProps {
  draftKey: string
  /** It is over: whether what was said is to be sent at once. */
  onEnd: (isToBeSent: boolean) => void
}

/** In the place of the field, while somebody speaks. What was said can be listened to before it is sent. */
export function Recorder({ draftKey, onEnd }: RecorderProps) {
  const { recorder: t } = useMoreWords().attachments
  const recording = useRef<Recording | null>(null)
  const stop = useRef<HTMLButtonElement>(null)
  const [heard, setHeard] = useState<{ peaks: readonly number[]; ms: number } | null>(null)

  async function finish(isToBeSent: boolean): Promise<void> {
    const own = recording.current
    if (own === null) return
    recording.current = null
    const { file, durationMs, waveform } = await own.finish(t.name)
    if (durationMs < LEAST_MS || file.size === 0) {
      showToast({ id: 'too-short', title: t.tooShort })
      onEnd(false)
      return
    }
    choose(draftKey, [{ file, voice: { durationMs, waveform } }])
    onEnd(isToBeSent)
  }

  function discard(): void {
    recording.current?.end()
    recording.current = null
    onEnd(false)
  }

  const onPeak = useEffectEvent((peaks: readonly number[], ms: number) => {
    const last = peaks.slice(-SHOWN_PEAKS)
    setHeard({ peaks: [...Array.from({ length: SHOWN_PEAKS - last.length }, () => 0), ...last], ms })
    if (recording.current?.isFull !== true) return
    showToast({ id: 'too-long', title: t.tooLong })
    void finish(false)
  })
  const onRefused = useEffectEvent(() => {
    showToast({ tone: 'danger', title: t.noMicrophone, text: t.noMicrophoneText, durationMs: 8_000 })
    onEnd(false)
  })

  useEffect(() => {
    let isGone = false
    stopPlaying()
    Recording.begin((peaks, ms) => onPeak(peaks, ms)).then(
      (begun) => {
        if (isGone) begun.end()
        else recording.current = begun
        stop.current?.focus()
      },
      () => !isGone && onRefused(),
    )
    return () => {
      isGone = true
      recording.current?.end()
      recording.current = null
    }
  }, [])

  return (
    // Keys of the buttons inside come up to it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <fieldset
      aria-label={t.title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        discard()
      }}
      className="flex items-center gap-1.5 p-1.5"
    >
      <IconButton label={t.discard} shortcut={['Esc']} icon={<Trash2 />} onClick={discard} />
      <output className="flex h-control min-w-0 grow items-center gap-3 px-2">
        <span className="motion-breathe size-2.5 shrink-0 rounded-full bg-danger" />
        <span className="sr-only">{heard === null ? t.asking : t.recording}</span>
        <span aria-hidden="true" className="shrink-0 text-sm">
          {heard === null ? t.asking : durationClock(heard.ms)}
        </span>
        <span className="h-7 min-w-0 grow text-accent-text">
          {heard !== null && <Waveform peaks={heard.peaks} share={1} />}
        </span>
      </output>
      <IconButton
        ref={stop}
        label={t.stop}
        icon={<Square className="fill-current" />}
        onClick={() => void finish(false)}
      />
      <IconButton
        label={t.send}
        icon={<SendHorizontal className="rtl:-scale-x-100" />}
        variant="accent"
        className="rounded-full!"
        onClick={() => void finish(true)}
      />
    </fieldset>
  )
}
