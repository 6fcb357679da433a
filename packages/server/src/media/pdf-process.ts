import { readFile } from 'node:fs/promises'
import { getDocumentProxy } from 'unpdf'
import { answerWork } from './answer-work.ts'
import type { PdfAnswer, PdfWork } from './pdf-work.ts'

/* A process of its own, since a document may be made so that reading it never ends, or takes all memory. */

const PAGES_MAX = 5_000

answerWork(
  { memoryMaxBytes: 700 * 1024 * 1024, cpuMaxMs: 30_000 },
  async ({ id, path, lettersMax }: PdfWork): Promise<PdfAnswer> => ({ id, text: await textOf(path, lettersMax) }),
)

async function textOf(path: string, lettersMax: number): Promise<string> {
  let text = ''
  try {
    const document = await getDocumentProxy(new Uint8Array(await readFile(path)), {
      verbosity: 0,
      enableXfa: false,
      // Whoever wants words draws nothing: no font and no picture is needed.
      disableFontFace: true,
      useSystemFonts: false,
      maxImageSize: 1,
    })
    for (let page = 1; page <= Math.min(document.numPages, PAGES_MAX) && text.length < lettersMax; page++) {
      text += `${await textOfPage(document, page)}\n`
    }
    await document.loadingTask.destroy()
  } catch {
    // What could be read until then is better than nothing.
  }
  return text.slice(0, lettersMax)
}

async function textOfPage(document: Awaited<ReturnType<typeof getDocumentProxy>>, number: number): Promise<string> {
  const page = await document.getPage(number)
  const { items } = await page.getTextContent()
  const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
  page.cleanup()
  return text
}
