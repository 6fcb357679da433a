/** One drop brings so many at most: more is most likely not meant. */
export const DROPPED_MAX = 10_000

/** What systems leave in folders for themselves. */
const litter = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini'])

export interface Found {
  file: File
  /** The folders around it within what was dropped, outermost first. */
  folders: readonly string[]
}

export interface FoundFiles {
  files: Found[]
  /** How many files and folders this browser could not open. */
  unreadable: number
  hasMore: boolean
}

/**
 * The files of a drop, also those in folders and in folders of these. To be called while the drop is being told: what
 * was dropped can be asked for only then.
 */
export function filesOfDrop(data: DataTransfer): Promise<FoundFiles> {
  const entries = [...data.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  return walk(entries)
}

async function walk(begun: { entry: FileSystemEntry | null; file: File | null }[]): Promise<FoundFiles> {
  const found: FoundFiles = { files: [], unreadable: 0, hasMore: false }
  const waiting: { entry: FileSystemEntry; folders: readonly string[] }[] = []
  for (const { entry, file } of begun) {
    if (entry !== null) waiting.push({ entry, folders: [] })
    else if (file !== null) found.files.push({ file, folders: [] })
  }
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { entry, folders } = next
    if (litter.has(entry.name)) continue
    if (found.files.length >= DROPPED_MAX) {
      found.hasMore = true
      break
    }
    try {
      if (isFile(entry)) found.files.push({ file: await fileOf(entry), folders })
      else if (isFolder(entry)) {
        const inside = await entriesOf(entry)
        waiting.unshift(...inside.map((each) => ({ entry: each, folders: [...folders, entry.name] })))
      }
    } catch {
      found.unreadable++
    }
  }
  return found
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, reject)
  })

/** A reader tells a hundred at a time, and nothing once it is through. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (some.length === 0) return all
    all.push(...some)
  }
}

/** The files of a picker; of a folder that was picked each says where in it it lies. */
export function filesOfPicker(list: FileList): Found[] {
  return [...list]
    .filter(({ name }) => !litter.has(name))
    .slice(0, DROPPED_MAX)
    .map((file) => ({ file, folders: file.webkitRelativePath.split('/').slice(0, -1) }))
}
