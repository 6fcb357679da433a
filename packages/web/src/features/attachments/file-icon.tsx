import type { Attachment } from '@kith/protocol/uploads.ts'
import { FileArchive, FileAudio, FileCode, FileImage, FileSpreadsheet, FileText, FileVideo } from 'lucide-react'

const archive = /\.(zip|gz|tgz|tar|7z|rar|xz|zst)$/i
const table = /\.(xlsx?|ods|csv|tsv|numbers)$/i
const code = /\.(json|xml|html?|css|[jt]sx?|py|rs|go|java|c|cc|h|sh|sql|ya?ml|toml)$/i

interface FileIconProps {
  file: Pick<Attachment, 'kind' | 'name'>
  className?: string
}

/** What a file most likely is: its name counts for that, and for nothing else. */
export function FileIcon({ file: { kind, name }, className }: FileIconProps) {
  const look = { 'aria-hidden': true, className } as const
  if (kind === 'image') return <FileImage {...look} />
  if (kind === 'video') return <FileVideo {...look} />
  if (kind === 'audio' || kind === 'voice') return <FileAudio {...look} />
  if (archive.test(name)) return <FileArchive {...look} />
  if (table.test(name)) return <FileSpreadsheet {...look} />
  return code.test(name) ? <FileCode {...look} /> : <FileText {...look} />
}
