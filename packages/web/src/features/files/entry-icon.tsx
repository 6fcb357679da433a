import type { FileKind, ProjectEntry } from '@kith/protocol/project-files.ts'
import clsx from 'clsx'
import {
  File,
  FileArchive,
  FileAudio,
  FileCode,
  FileImage,
  FileSpreadsheet,
  FileText,
  FileType,
  FileVideo,
  Folder,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'

const looks: Record<FileKind, { Icon: LucideIcon; hue: number }> = {
  image: { Icon: FileImage, hue: 150 },
  video: { Icon: FileVideo, hue: 320 },
  audio: { Icon: FileAudio, hue: 290 },
  pdf: { Icon: FileType, hue: 25 },
  text: { Icon: FileText, hue: 85 },
  code: { Icon: FileCode, hue: 245 },
  markdown: { Icon: FileText, hue: 215 },
  csv: { Icon: FileSpreadsheet, hue: 130 },
  archive: { Icon: FileArchive, hue: 60 },
  file: { Icon: File, hue: 75 },
}

const sizes = {
  sm: 'size-7 rounded-sm [&>svg]:size-4',
  md: 'size-9 rounded-sm [&>svg]:size-5',
  lg: 'size-16 rounded-md [&>svg]:size-8',
}

interface EntryIconProps {
  entry: Pick<ProjectEntry, 'type' | 'kind'>
  size?: keyof typeof sizes
  className?: string
}

/** What a file or folder is, by its sign and colour. */
export function EntryIcon({ entry: { type, kind }, size = 'md', className }: EntryIconProps) {
  const box = clsx('flex shrink-0 items-center justify-center', sizes[size], className)
  if (type === 'folder') {
    return (
      <span aria-hidden="true" className={clsx(box, 'bg-accent-soft text-accent-text')}>
        <Folder className="fill-current/25" />
      </span>
    )
  }
  const { Icon, hue } = looks[kind ?? 'file']
  return (
    <span aria-hidden="true" style={{ '--face-hue': hue }} className={clsx(box, 'face-tint')}>
      <Icon />
    </span>
  )
}
