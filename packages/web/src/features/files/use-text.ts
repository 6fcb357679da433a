import { OfflineError, ProblemError } from '@kith/sdk/problem-error.ts'
import { problemOf } from '@kith/sdk/api.ts'
import { useAnswer } from '../asking/asking.ts'
import type { Answer } from '../asking/asking.ts'

/** What is shown of a text at most. */
export const TEXT_MAX_BYTES = 1024 * 1024

export interface Text {
  text: string
  isBinary: boolean
}

/** The beginning of a text that lies at an address, never taken for anything but text. */
export function useText(url: string): Answer<Text> {
  return useAnswer(url, async (signal) => {
    const reply = await fetch(url, {
      signal,
      credentials: 'same-origin',
      headers: { range: `bytes=0-${TEXT_MAX_BYTES - 1}` },
    }).catch((error: unknown) => {
      if (signal.aborted) throw error
      throw new OfflineError('the server could not be reached')
    })
    // Of an empty file there is no part.
    if (reply.status === 416) return { text: '', isBinary: false }
    if (!reply.ok) throw new ProblemError(problemOf(await reply.text(), reply.status))
    const bytes = await reply.arrayBuffer()
    // The last letter may be cut in two.
    const text = new TextDecoder().decode(bytes, { stream: true })
    return { text, isBinary: text.includes('\0') }
  })
}
