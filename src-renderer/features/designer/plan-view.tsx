import type { DesignerView } from './designer-search.ts'
import { FindBar } from './find/find-bar.tsx'
import { useFound } from './find/use-found.ts'
import { GraphPane } from './graph-pane.tsx'
import { OutlinePane } from './outline/outline-pane.tsx'
import { SourceView } from './source/source-view.tsx'

interface PlanViewProps {
  readonly view: DesignerView
  readonly onOpen: () => void
}

/** The plan as it is looked at. What is looked for is the same in the graph and the outline; the text has a search of its own. */
export function PlanView({ view, onOpen }: PlanViewProps) {
  const found = useFound()
  const { dimmed } = found
  const first = found.found[0] ?? null
  return (
    <>
      {view !== 'source' && <FindBar {...found} />}
      <div data-plan-view className="relative min-h-0 flex-1">
        {view === 'source' ? (
          <SourceView />
        ) : view === 'outline' ? (
          <OutlinePane {...{ onOpen, dimmed, first }} />
        ) : (
          <GraphPane {...{ onOpen, dimmed, first }} />
        )}
      </div>
    </>
  )
}
