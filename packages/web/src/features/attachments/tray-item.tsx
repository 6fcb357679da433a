import clsx from 'clsx'
import { RotateCcw, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { IconButton } from '../../design/icon-button.tsx'
import { Progress } from '../../design/progress.tsx'
import { move, unchoose, uploadAgain } from '../../live/tray.ts'
import type { Chosen } from '../../live/tray.ts'
import { stopPlaying } from '../../live/playing.ts'
import { useKith } from '../../live/use-kith.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { sizeInWords } from '../../words/sizes.ts'
import { FileIcon } from './file-icon.tsx'
import { kindOf } from './kind.ts'
import { MoveMenu } from './move-menu.tsx'
import { Sound } from './sound.tsx'

interface TrayItemProps {
  draftKey: string
  chosen: Chosen
  isFirst: boolean
  isLast: boolean
}

/** One file that was chosen: what it is, how far it has come, and what can be done with it. */
export function TrayItem({ draftKey, chosen, isFirst, isLast }: TrayItemProps) {
  const { tray: t } = useMoreWords().attachments
  const { key, file, state, share } = chosen
  const kind = kindOf(chosen)
  const isPicture = kind === 'image' || kind === 'video'

  /** Arrows move it, as they move what lies in a row. */
  function onKeyDown(event: KeyboardEvent): void {
    if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return
    event.preventDefault()
    const isTowardsEnd = (event.key === 'ArrowRight') === (document.dir !== 'rtl')
    move(draftKey, key, isTowardsEnd ? 1 : -1)
  }

  function remove(): void {
    stopPlaying(key)
    unchoose(draftKey, key)
  }

  return (
    // Keys of the buttons inside come up to it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      onKeyDown={onKeyDown}
      aria-label={file.name}
      className={clsx(
        'relative flex h-24 shrink-0 flex-col justify-end overflow-hidden rounded-md bg-sunken',
        isPicture ? 'w-24' : 'w-60',
      )}
    >
      {isPicture ? (
        <Likeness kind={kind} url={chosen.localUrl} />
      ) : (
        <div className="h-17 shrink-0 ps-3 pe-11">
          {chosen.voice === null ? (
            <NamedFile chosen={chosen} />
          ) : (
            <Sound
              sound={{
                id: key,
                kind: 'voice',
                name: file.name,
                size: file.size,
                durationMs: chosen.voice.durationMs,
                waveform: [...chosen.voice.waveform],
              }}
              url={chosen.localUrl}
              isInOwn={false}
            />
          )}
        </div>
      )}
      <div
        className={clsx(
          'relative flex min-h-7 items-center gap-1 px-1.5 text-xs',
          isPicture && state !== 'ready' && 'bg-shade text-on-shade',
          !isPicture && !(isFirst && isLast) && 'ps-11',
        )}
      >
        {state === 'sending' && <Progress value={share} label={t.uploading(file.name)} />}
        {state === 'waiting' && <Waiting />}
        {state === 'failed' && <Failed chosen={chosen} onRetry={() => uploadAgain(draftKey, key)} />}
      </div>
      {!(isFirst && isLast) && (
        <span className={clsx('absolute start-1', isPicture ? 'top-1' : 'bottom-1')}>
          <MoveMenu draftKey={draftKey} chosenKey={key} isFirst={isFirst} isLast={isLast} />
        </span>
      )}
      <span className="absolute end-1 top-1">
        <IconButton
          size="sm"
          label={t.remove(file.name)}
          icon={<X />}
          hasTooltip={false}
          onClick={remove}
          className="rounded-full! bg-shade text-on-shade! hover:bg-ink!"
        />
      </span>
    </li>
  )
}

function Likeness({ kind, url }: { kind: 'image' | 'video'; url: string }) {
  const look = 'absolute inset-0 size-full object-cover'
  if (kind === 'image') return <img src={url} alt="" draggable={false} className={look} />
  return <video src={`${url}#t=0.01`} muted playsInline preload="metadata" tabIndex={-1} className={look} />
}

function NamedFile({ chosen }: { chosen: Chosen }) {
  const { file } = chosen
  return (
    <span className="flex h-full items-center gap-2.5">
      <FileIcon file={{ kind: kindOf(chosen), name: file.name }} className="size-6 shrink-0 text-muted" />
      <span className="flex min-w-0 flex-col">
        <bdi className="truncate text-sm font-semibold">{file.name}</bdi>
        <span className="text-xs text-muted">{sizeInWords(file.size)}</span>
      </span>
    </span>
  )
}

function Waiting() {
  const { tray: t } = useMoreWords().attachments
  const isOnline = useKith(({ connection }) => connection.state === 'online')
  return <span className="truncate">{isOnline ? t.waiting : t.offline}</span>
}

/** Why it was not taken; what the server refused is not offered again. */
function Failed({ chosen, onRetry }: { chosen: Chosen; onRetry: () => void }) {
  const { tray: t } = useMoreWords().attachments
  const { file, refusal } = chosen
  const why = refusal === null ? t.failed : (t.why[refusal] ?? t.why['other'])
  return (
    <>
      <span role="alert" title={why} className="min-w-0 grow truncate">
        {why}
      </span>
      {(refusal === null || t.why[refusal] === undefined) && (
        <IconButton
          size="sm"
          label={t.retry(file.name)}
          icon={<RotateCcw />}
          hasTooltip={false}
          onClick={onRetry}
          className="-me-1 size-6! text-current!"
        />
      )}
    </>
  )
}
