/** The rows of a table as spreadsheets write it (RFC 4180), at most `limit` of them; a last line that is empty is none. */
export function readCsv(text: string, limit: number, separator = ','): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  const mark = separator === '\t' ? '\\t' : ','
  const part = new RegExp(`(?:"((?:[^"]|"")*)")?([^${mark}\\r\\n]*)(${mark}|\\r\\n|\\n|\\r|$)`, 'y')
  for (;;) {
    const found = part.exec(text)
    if (found === null) break
    const [, quoted, plain = '', end = ''] = found
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"') + plain)
    if (end === separator) continue
    if (row.length > 1 || row[0] !== '' || end !== '') rows.push(row)
    row = []
    if (end === '' || rows.length === limit) break
  }
  return rows
}
