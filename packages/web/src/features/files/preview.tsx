import { useNavigate } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { Scrim } from '../../design/dialog.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { useZoom } from '../../design/use-zoom.ts'
import type { FilePane } from '../../live/files-address.ts'
import { useFileWords } from '../../words/file-words.ts'
import { FileBody } from './file-body.tsx'
import { PreviewHeader } from './preview-header.tsx'
import { PreviewPane } from './preview-pane.tsx'
import type { Marking, PreviewProps } from './preview-props.ts'
import { bytesOfVersion, newestBytes } from './shown-bytes.ts'
import { save } from './use-entry-actions.ts'
import { useVersions } from './use-versions.ts'
import { VersionNote } from './version-note.tsx'

const noMarking: Marking = { box: null, isMarking: false }

/** A file over the folder that it is in, with what is known and said of it beside it. */
export function Preview(props: PreviewProps) {
  const { entry, neighbours, pane, version, onClose } = props
  const { filePreview: t } = useFileWords()
  const navigate = useNavigate()
  const { id: fileId, projectId } = entry
  const at = neighbours.findIndex(({ id }) => id === fileId)
  const before = neighbours[at - 1]
  const after = at === -1 ? undefined : neighbours[at + 1]
  const isOld = version !== null && version !== entry.version
  const versions = useVersions(projectId, fileId, isOld || pane === 'versions')
  const old = isOld ? versions.items?.find(({ number }) => number === version) : undefined
  const shown = old === undefined ? newestBytes(entry) : bytesOfVersion(entry.name, old)
  const zoom = useZoom(`${fileId} ${shown.number}`)
  const [marked, setMarked] = useState<{ fileId: string; marking: Marking }>({ fileId, marking: noMarking })
  const marking = marked.fileId === fileId && pane === 'comments' ? marked.marking : noMarking
  const setMarking = (next: Marking): void => setMarked({ fileId, marking: next })

  function go(to: { fileId?: string; pane?: FilePane | null; version?: number | null }): void {
    const nextPane = to.pane === undefined ? pane : to.pane
    const nextVersion = to.version ?? null
    void navigate({
      to: '/projects/$projectId/files/$entryId',
      params: { projectId, entryId: to.fileId ?? fileId },
      search: {
        ...(nextPane === null ? {} : { pane: nextPane }),
        ...(nextVersion === null ? {} : { version: nextVersion }),
      },
      // Going through files, or looking beside one, is no step to go back by.
      replace: true,
    })
  }

  function step(by: -1 | 1): void {
    const next = by === 1 ? after : before
    if (next !== undefined) go({ fileId: next.id })
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isOthers(event.target)) return
    const ahead = document.dir === 'rtl' ? -1 : 1
    if (event.key === 'ArrowRight') step(ahead)
    else if (event.key === 'ArrowLeft') step(ahead === 1 ? -1 : 1)
    else if (event.key === 'd' || event.key === 'D') save(shown.url, shown.name)
    else if (event.key === '+' || event.key === '=') zoom.by(1.5)
    else if (event.key === '-') zoom.by(1 / 1.5)
    else if (event.key === '0') zoom.reset()
    else return
    event.preventDefault()
  }

  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Scrim isOpen />
        <Radix.Content
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          // What is said below, and what can be taken back, is pressed without leaving.
          onInteractOutside={(event) => event.preventDefault()}
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-entry="${fileId}"]`)?.focus())
          }}
          className="motion-fade fixed inset-0 z-50 flex flex-col bg-sunken outline-none"
        >
          <PreviewHeader {...props} shown={shown} at={at} zoom={zoom} onPane={(next) => go({ pane: next, version })} />
          <div className="relative flex min-h-0 grow max-md:flex-col">
            <div className="relative flex min-h-0 min-w-0 grow flex-col">
              {isOld && <VersionNote {...props} number={version} onNewest={() => go({})} />}
              <FileBody
                key={`${fileId} ${shown.number}`}
                shown={shown}
                zoom={zoom}
                onStep={step}
                onClose={onClose}
                box={marking.box}
                onMark={marking.isMarking ? (box) => setMarking({ box, isMarking: true }) : null}
              />
              {before !== undefined && (
                <IconButton
                  label={t.previous}
                  icon={<ChevronLeft className="rtl:-scale-x-100" />}
                  variant="solid"
                  hasTooltip={false}
                  onClick={() => step(-1)}
                  className="absolute! start-2 top-1/2 rounded-full! max-md:hidden"
                />
              )}
              {after !== undefined && (
                <IconButton
                  label={t.next}
                  icon={<ChevronRight className="rtl:-scale-x-100" />}
                  variant="solid"
                  hasTooltip={false}
                  onClick={() => step(1)}
                  className="absolute! end-2 top-1/2 rounded-full! max-md:hidden"
                />
              )}
            </div>
            {pane !== null && (
              <PreviewPane
                {...props}
                key={fileId}
                pane={pane}
                shown={shown}
                versions={versions}
                marking={marking}
                onMarking={setMarking}
                onPane={(next) => go({ pane: next, version })}
                onVersion={(number) => go({ version: number === entry.version ? null : number })}
              />
            )}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Whoever types, plays or goes through a list means that with their keys. */
function isOthers(target: EventTarget): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, video, audio, [role=tablist], [role=menu], section[tabindex], iframe') !==
      null
  )
}
