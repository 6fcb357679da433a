/* Small real files for invented people: what an office, a kitchen and a workshop have in their folders. */

const LINES_A_PAGE = 38

/** A PDF of plain lines, the first as its heading; Latin letters only, as its built-in face has no others. */
export function pdf(name: string, lines: readonly string[]): File {
  const pages: string[][] = []
  for (let at = 0; at < lines.length; at += LINES_A_PAGE) pages.push(lines.slice(at, at + LINES_A_PAGE))
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ')}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]
  for (const [index, page] of pages.entries()) {
    const words = page.map((line, row) => {
      const isHeading = index === 0 && row === 0
      const size = isHeading ? 20 : 11
      return `BT /F1 ${size} Tf 64 ${770 - row * 18 - (index === 0 && row > 0 ? 16 : 0)} Td (${escaped(line)}) Tj ET`
    })
    const content = words.join('\n')
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + index * 2} 0 R >>`,
      `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`,
    )
  }
  let text = '%PDF-1.4\n'
  const offsets: number[] = []
  for (const [index, object] of objects.entries()) {
    offsets.push(Buffer.byteLength(text, 'latin1'))
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
  }
  const start = Buffer.byteLength(text, 'latin1')
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return new File([Uint8Array.from(Buffer.from(text, 'latin1'))], name, { type: 'application/pdf' })
}

const escaped = (line: string): string => line.replaceAll(/[\\()]/g, (letter) => `\\${letter}`)

/** A table with commas between its cells. */
export function csv(name: string, rows: readonly (readonly (string | number)[])[]): File {
  const cell = (value: string | number): string =>
    /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value)
  return new File([`${rows.map((row) => row.map(cell).join(',')).join('\n')}\n`], name, { type: 'text/csv' })
}

/** Text of any kind, by the ending of its name. */
export function paper(name: string, lines: readonly string[]): File {
  return new File([`${lines.join('\n')}\n`], name, { type: 'text/plain' })
}
