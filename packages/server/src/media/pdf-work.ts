/** What the process of documents is asked: the words in one. */
export interface PdfWork {
  id: string
  path: string
  lettersMax: number
}

export interface PdfAnswer {
  id: string
  /** In the order of the pages; empty where it has none, as of a scan, or cannot be read. */
  text: string
}
