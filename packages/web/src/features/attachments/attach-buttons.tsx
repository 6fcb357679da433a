import { Camera, File, Image, Mic, Paperclip } from 'lucide-react'
import { useId } from 'react'
import { IconButton } from '../../design/icon-button.tsx'
import { Menu } from '../../design/menu.tsx'
import type { MenuEntry } from '../../design/menu-entries.tsx'
import { useConversationWords } from '../../words/conversation-words.ts'
import { takeFiles } from './take-files.ts'

/** Picks pictures, files, or takes a photo on what has a camera at hand. */
export function AttachButton({ draftKey }: { draftKey: string }) {
  const { conversation: t } = useConversationWords()
  const id = useId()

  function pick(accept: string, isCamera: boolean): void {
    const field = document.getElementById(id)
    if (!(field instanceof HTMLInputElement)) return
    field.accept = accept
    if (isCamera) field.setAttribute('capture', 'environment')
    else field.removeAttribute('capture')
    field.click()
  }

  const entries: MenuEntry[] = [
    { kind: 'action', label: t.attachPictures, icon: <Image />, onSelect: () => pick('image/*,video/*', false) },
    { kind: 'action', label: t.attachFiles, icon: <File />, onSelect: () => pick('', false) },
  ]
  if (matchMedia('(pointer: coarse)').matches) {
    entries.push({
      kind: 'action',
      label: t.attachCamera,
      icon: <Camera />,
      onSelect: () => pick('image/*', true),
    })
  }
  return (
    <>
      <Menu
        trigger={<IconButton label={t.attach} icon={<Paperclip />} side="top" />}
        entries={entries}
        side="top"
        align="start"
      />
      <input
        id={id}
        type="file"
        multiple
        tabIndex={-1}
        aria-label={t.attach}
        className="hidden"
        onChange={(event) => {
          takeFiles(draftKey, [...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}

/** Where nothing is written, one may speak instead. */
export function RecordButton({ onPress }: { onPress: () => void }) {
  const { conversation: t } = useConversationWords()
  return <IconButton label={t.record} icon={<Mic />} onClick={onPress} />
}
