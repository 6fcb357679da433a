import type { Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import type { MessageRow } from './message-rows.ts'
import { insertShared, readableFiles, sharedIn } from './shared-file-rows.ts'

type Sharing = Pick<MessageRow, 'id' | 'conversation_id' | 'seq' | 'author_id'>

/** Shares files of projects in a message. @throws Problem `not-found` for one that its author cannot read */
export async function shareFiles(tx: Tx, message: Sharing, fileIds: readonly string[]): Promise<void> {
  const readable = await readableFiles(tx, message.author_id, fileIds)
  if (fileIds.some((id) => !readable.has(id))) throw new Problem('not-found')
  await insertShared(tx, rowsOf(message, fileIds))
}

/** Shares in `message` what the message `fromId` shares. It gives nobody a right to it. */
export async function passFilesOn(tx: Tx, fromId: string, message: Sharing): Promise<void> {
  await insertShared(tx, rowsOf(message, (await sharedIn(tx, [fromId])).get(fromId) ?? []))
}

function rowsOf(message: Sharing, fileIds: readonly string[]) {
  return fileIds.map((fileId, position) => ({
    message_id: message.id,
    position,
    file_id: fileId,
    conversation_id: message.conversation_id,
    seq: message.seq,
  }))
}
