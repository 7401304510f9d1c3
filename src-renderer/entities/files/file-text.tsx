import { useMemo } from 'react'
import type { Artifact } from '#shared/model/artifact.ts'
import { words } from '#shared/words/words.ts'
import { DiffText } from '../../ui/text/diff-text.tsx'
import { formatBytes } from '../../ui/text/format.ts'
import { readDiff } from '../../ui/text/line-diff.ts'
import { LongText } from '../../ui/text/long-text.tsx'
import { Markdown } from '../../ui/text/markdown.tsx'
import { type FileForm, formOf } from './file-kind.ts'

interface FileTextProps {
  readonly text: string
  /** `page` is rendered Markdown, `diff` is coloured, `table` has columns, `code` has line numbers. */
  readonly form: FileForm
}

export function FileText({ text, form }: FileTextProps) {
  if (text === '') return <p className="text-muted">{words.files.theFileIsEmpty}</p>
  return (
    <LongText text={text}>
      {(shown) =>
        form === 'page' ? (
          <Markdown text={shown} />
        ) : form === 'diff' ? (
          <DiffText label={words.files.theChanges} blocks={readDiff(shown)} isTall />
        ) : form === 'table' ? (
          <CsvTable text={shown} />
        ) : form === 'code' ? (
          <CodeText text={shown} />
        ) : (
          <pre
            className="overflow-x-auto rounded-lg border border-line bg-sunken p-3 font-mono text-sm"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
            tabIndex={0}
          >
            {shown}
          </pre>
        )
      }
    </LongText>
  )
}

/** Unchanged code with line numbers, which are not copied with it. */
export function CodeText({ text }: { readonly text: string }) {
  const count = text.replace(/\r?\n$/, '').split('\n').length
  const numbers = Array.from({ length: count }, (_, at) => at + 1).join('\n')
  return (
    <section
      aria-label={words.files.theCode}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line bg-sunken font-mono text-sm"
    >
      <div className="flex w-max min-w-full">
        <pre
          aria-hidden
          className="tabular sticky start-0 select-none border-line border-e bg-sunken px-3 py-3 text-end text-muted"
        >
          {numbers}
        </pre>
        <pre className="p-3">{text}</pre>
      </div>
    </section>
  )
}

/** Maximum rows shown. More rows would freeze the window. */
const maxRows = 1000

/** A CSV or TSV file as a table. The first row is the header. */
export function CsvTable({ text }: { readonly text: string }) {
  const rows = useMemo(() => readCsv(text, maxRows + 1, separatorOf(text)), [text])
  const [head = [], ...body] = rows
  const columns = Math.max(0, ...rows.map(({ length }) => length))
  const places = Array.from({ length: columns }, (_, at) => at)
  return (
    <>
      <section
        aria-label={words.files.theTable}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        tabIndex={0}
        className="overflow-auto rounded-lg border border-line"
      >
        <table className="min-w-full border-collapse text-start">
          <thead className="bg-sunken">
            <tr>
              {places.map((at) => (
                <th key={at} scope="col" className="border-line border-b px-3 py-1.5 font-medium">
                  {head[at] ?? ''}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {body.map((row, number) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file stay in their order
              <tr key={number} className="border-line border-b last:border-b-0">
                {places.map((at) => (
                  <td key={at} className={`max-w-96 break-words px-3 py-1.5 align-top ${alignOf(row[at])}`}>
                    {row[at] ?? ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {body.length === maxRows && <p className="mt-2 text-muted text-sm">{words.files.firstRows(maxRows)}</p>}
    </>
  )
}

const separatorOf = (text: string): string => {
  const [first = ''] = text.split('\n', 1)
  return first.includes('\t') && !first.includes(',') ? '\t' : ','
}

const alignOf = (cell = ''): string => (/^-?\d[\d.,]*\s?%?$/.test(cell) ? 'tabular text-end' : '')

/** Parses CSV as spreadsheets write it (RFC 4180), up to `limit` rows. An empty last line is not a row. */
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

/** Files of a result under approval, each expandable. */
export function FoldedFiles({ files }: { files: readonly Artifact[] }) {
  return (
    <ul aria-label={words.files.files} className="flex flex-col gap-1">
      {files.map((file, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two files of a result may have one name
        <li key={`${file.name} ${at}`}>
          {/* Diffs start expanded, since most of these approvals are about changed files. */}
          <details open={formOf(file) === 'diff'}>
            <summary className="-mx-1 w-fit max-w-full break-words rounded-sm px-1 font-medium hover:text-accent">
              {file.name}{' '}
              <span className="font-normal text-muted text-sm">
                {formatBytes(new Blob([file.text]).size)}
              </span>
            </summary>
            <div className="my-2">
              <FileText text={file.text} form={formOf(file)} />
            </div>
          </details>
        </li>
      ))}
    </ul>
  )
}
