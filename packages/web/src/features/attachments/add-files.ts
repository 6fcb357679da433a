import { limits } from '@kith/protocol/limits.ts'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { measured } from '../../live/measured.ts'
import { choose } from '../../live/tray.ts'

import { moreEnglish } from '../../words/more-words.ts'
import { sizeInWords } from '../../words/sizes.ts'

/** Null while the server has not said it: then the server alone decides. */
let mostBytes: number | null = null

/** Puts files into the tray; says in words which were not taken, and why. */
export async function addFiles(draftKey: string, files: readonly File[]): Promise<void> {
  const { tray: t } = moreEnglish.attachments
  mostBytes ??= await client.api.call('GET /api/place', {}).then(
    ({ uploadMaxBytes }) => uploadMaxBytes,
    () => null,
  )
  const most = mostBytes ?? Infinity
  const large = files.find(({ size }) => size > most)
  if (large !== undefined) {
    showToast({
      id: 'too-large',
      tone: 'danger',
      title: t.tooLarge(large.name),
      text: t.tooLargeText(sizeInWords(most)),
      durationMs: 8_000,
    })
  }
  const none = files.find(({ size }) => size === 0)
  if (none !== undefined) {
    showToast({ id: 'empty', tone: 'danger', title: t.empty(none.name), text: t.emptyText, durationMs: 8_000 })
  }
  const taken = files.filter(({ size }) => size > 0 && size <= most)
  const left = choose(draftKey, await Promise.all(taken.map(async (file) => ({ file, told: await measured(file) }))))
  if (left === 0) return
  showToast({ id: 'too-many', title: t.tooMany(limits.attachmentsMax), text: t.tooManyText(left), durationMs: 8_000 })
}
