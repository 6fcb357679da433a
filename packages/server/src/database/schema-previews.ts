/** What was found behind an address at one time. It never changes: who looks again writes another row. */
export interface LinkPreviewsTable {
  /** Random: the address of its picture. */
  id: string
  url_hash: string
  state: 'ready' | 'failed'
  title: string
  description: string
  site_name: string
  /** Its picture, as WebP. */
  sha256: string | null
  width: number
  height: number
  fetched_at: number
}

/** What a message shows of a link in it. */
export interface MessagePreviewsTable {
  message_id: string
  url: string
  /** Among the links of the message. */
  place: number
  /** Null where it was taken off by hand, which is for good. */
  preview_id: string | null
}
