import { useMemo } from 'react'
import { words } from '../../words/words.ts'
import { readCsv } from './read-csv.ts'

/** More than these would make the window stand still. */
const maxRows = 1000

/** The rows of a CSV or TSV file as a table; the first of them are its heads. */
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
