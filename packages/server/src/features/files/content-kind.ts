import { open } from 'node:fs/promises'
import type { FileKind } from '@kith/protocol/project-files.ts'
import { fileKindOf } from '../../media/file-kind.ts'
import { pictureKindOf } from '../../media/picture-kind.ts'
import { endingOf } from './entry-names.ts'

export interface ContentKind {
  kind: FileKind
  /** Ours, never the sender's. Text is `text/plain`, whatever it is written in. */
  mediaType: string
}

const HEAD_BYTES = 64 * 1024

const code = new Set(
  (
    'asm astro awk bash bat c cc cfg cjs clj cmake conf cpp cs css cts cxx d dart diff dockerfile elm erl ex exs fish ' +
    'fs fsx go gradle graphql groovy h hcl hpp hs htm html ini ipynb java jl js json json5 jsonc jsx kt kts less lisp ' +
    'lock lua m make mjs mk ml mm mts nim nix patch php pl pm properties proto ps1 py r rb rs sass scala scm scss sh ' +
    'sol sql svelte svg swift tcl tex tf toml ts tsx vb vim vue wgsl xml xsl yaml yml zig zsh'
  ).split(' '),
)
const byEnding = new Map<string, FileKind>([
  ['md', 'markdown'],
  ['markdown', 'markdown'],
  ['csv', 'csv'],
  ['tsv', 'csv'],
])
/** Documents that are zips within, which nobody thinks of as archives. */
const zipDocuments = new Set('docx xlsx pptx odt ods odp odg epub pages numbers key apk jar'.split(' '))

/**
 * What the file at `path` is, by its bytes. Of text the name says which kind, since text does not. Whatever is not known
 * for certain is a file to be saved.
 */
export async function contentKindOf(path: string, name: string): Promise<ContentKind> {
  const picture = await pictureKindOf(path)
  if (picture !== null) return { kind: 'image', mediaType: `image/${picture}` }
  const found = await fileKindOf(path)
  if (found.kind !== 'file') return found
  const head = await headOf(path)
  if (isArchive(head.toString('latin1'))) {
    return { kind: zipDocuments.has(endingOf(name)) ? 'file' : 'archive', mediaType: found.mediaType }
  }
  if (isText(head)) return { kind: textKind(name), mediaType: 'text/plain' }
  return { kind: 'file', mediaType: found.mediaType }
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** zip (and an empty one), gzip, 7z, xz, bzip2, rar, zstandard. */
const archives = ['PK\x03\x04', 'PK\x05\x06', '\x1f\x8b', '7z\xbc\xaf', '\xfd7zXZ', 'BZh', 'Rar!', '\x28\xb5\x2f\xfd']

function isArchive(head: string): boolean {
  return archives.some((mark) => head.startsWith(mark)) || head.slice(257, 262) === 'ustar'
}

/** UTF-8 without control characters, as far as its beginning shows. */
function isText(head: Buffer): boolean {
  try {
    // The last letter may be cut in two.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: head.length === HEAD_BYTES })
    return !/\p{Cc}/u.test(text.replaceAll(/[\t\n\v\f\r]/g, ''))
  } catch {
    return false
  }
}

function textKind(name: string): FileKind {
  const ending = endingOf(name)
  return byEnding.get(ending) ?? (code.has(ending) ? 'code' : 'text')
}
