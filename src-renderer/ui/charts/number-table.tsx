import { clsx } from 'clsx'
import { words } from '#shared/words/words.ts'
import type { GridColumn } from '../lists/grid.tsx'

export type NumberColumn<Row> = Omit<GridColumn<Row>, 'width'>

interface NumberTableProps<Row> {
  readonly label: string
  readonly columns: readonly NumberColumn<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
}

/** The numbers of a chart as a table that scrolls if it is long. */
export function NumberTable<Row>({ label, columns, rows, rowKey }: NumberTableProps<Row>) {
  // Name columns share the width that the number columns do not use.
  const nameWidth = `${100 / columns.filter(({ align }) => align !== 'end').length}%`
  return (
    <section
      aria-label={words.charts.numbersOf(label)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by key
      tabIndex={0}
      className="max-h-72 overflow-auto rounded-md border border-line bg-surface"
    >
      <table className="w-full border-separate border-spacing-0">
        <thead>
          <tr>
            {columns.map(({ key, title, align }) => (
              <th
                key={key}
                scope="col"
                className={clsx(
                  'sticky top-0 whitespace-nowrap border-line border-b bg-sunken py-1.5 font-medium text-muted text-sm',
                  align === 'end' ? 'px-2 text-end last:pe-3' : 'px-3 text-start',
                )}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="hover:bg-hover">
              {columns.map(({ key, align, cell }) => (
                <td
                  key={key}
                  style={align === 'end' ? undefined : { width: nameWidth }}
                  className={clsx(
                    'truncate py-1 text-ink',
                    // Truncate names so that numbers stay fully visible.
                    align === 'end' ? 'tabular px-2 text-end last:pe-3' : 'min-w-24 max-w-0 px-3',
                  )}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
