import { filePreview } from './en/file-preview.ts'
import { projectFiles } from './en/project-files.ts'

/** The sentences that come with the files of a project. */
export const fileEnglish = { projectFiles, filePreview }
export type FileWords = typeof fileEnglish

/** The words of the language in use, for the files of projects. */
export function useFileWords(): FileWords {
  return fileEnglish
}

/** The same outside of components. */
export function fileWordsNow(): FileWords {
  return fileEnglish
}
