/** What somebody brought. */
export interface UploadsTable {
  id: string
  owner_id: string
  kind: 'image' | 'video' | 'audio' | 'voice' | 'pdf' | 'file'
  name: string
  /** Of the rendition that is had by its address. */
  size_bytes: number
  mime_type: string
  width: number | null
  height: number | null
  duration_ms: number | null
  /** Numbers from 0 to 100, joined by commas. */
  waveform: string | null
  thumbhash: string | null
  /** Of all its renditions: what it takes of its owner's space. */
  stored_bytes: number
  created_at: number
  /** Since when nothing is known to show it; 0 once it may be had by nobody. Null while one does. */
  loose_since: number | null
}

/** The bytes of an upload in one form. */
export interface RenditionsTable {
  upload_id: string
  rendition: 'original' | 'full' | 'view' | 'thumbnail' | 'jpeg'
  sha256: string
  size_bytes: number
}

/** An upload that a message shows. Several messages may show the same one, since it can be forwarded. */
export interface AttachmentsTable {
  message_id: string
  position: number
  upload_id: string
  conversation_id: string
  seq: number
  /** Where it stands among what was shared. */
  shelf: 'media' | 'files'
}
