import { words } from '../words/words.ts'

interface GraphLegendProps {
  readonly path: ReadonlySet<string>
  readonly dimmed: ReadonlySet<string>
  readonly count: number
}

/** What the marks on the graph mean, as long as there are any. */
export function GraphLegend({ path, dimmed, count }: GraphLegendProps) {
  const lines = [
    ...(path.size > 0 ? [{ key: 'path', text: words.graph.pathLegend(path.size) }] : []),
    ...(dimmed.size > 0
      ? [{ key: 'dimmed', text: words.graph.dimmedLegend(count - dimmed.size, count) }]
      : []),
  ]
  if (lines.length === 0) return null
  return (
    <ul className="flex flex-col gap-1 rounded-lg border border-line bg-raised px-3 py-2 text-muted text-sm shadow-low">
      {lines.map(({ key, text }) => (
        <li key={key} className="flex items-center gap-2.5">
          <span
            aria-hidden
            className={
              key === 'path'
                ? 'plan-on-path m-1.5 h-2 w-4 rounded-sm border border-line-strong bg-raised'
                : 'mx-1.5 h-2.5 w-4 rounded-sm border border-line-strong bg-raised opacity-40'
            }
          />
          <span className="tabular">{text}</span>
        </li>
      ))}
    </ul>
  )
}
