import { words } from '../words/words.ts'

/** What the mark of the critical path means, as long as it is there. */
export function GraphLegend({ path }: { path: ReadonlySet<string> }) {
  if (path.size === 0) return null
  return (
    <p className="flex items-center gap-2.5 rounded-lg border border-line bg-raised px-3 py-2 text-muted text-sm shadow-low">
      <span
        aria-hidden
        className="plan-on-path m-1.5 h-2 w-4 rounded-sm border border-line-strong bg-raised"
      />
      <span className="tabular">{words.graph.pathLegend(path.size)}</span>
    </p>
  )
}
