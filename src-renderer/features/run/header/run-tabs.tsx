import {
  ChartGantt,
  ClipboardList,
  Files,
  type LucideIcon,
  Rows3,
  ScrollText,
  Signpost,
  Workflow,
} from 'lucide-react'
import type { RunView } from '#shared/model/runs/run.ts'
import { useLedger } from '../../../stores/ledger-context.tsx'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import { words } from '../../../words/words.ts'
import { type RunTab, tabsOf } from '../run-search.ts'

const says = words.run.views
const icons: Record<RunTab, LucideIcon> = {
  graph: Workflow,
  timeline: ChartGantt,
  list: Rows3,
  log: ScrollText,
  files: Files,
  summary: ClipboardList,
  decisions: Signpost,
}

interface RunTabsProps {
  readonly run: RunView
  readonly tab: RunTab
  readonly onTab: (tab: RunTab) => void
}

/** The same run seen in several ways. */
export function RunTabs({ run, tab, onTab }: RunTabsProps) {
  const { length: count } = useLedger().decisions
  return (
    <span className="max-w-full overflow-x-auto">
      <Segmented
        label={says.label}
        value={tab}
        onChoose={onTab}
        choices={tabsOf(run).map((value) => ({
          ...{ value, label: says[value], icon: icons[value] },
          ...(value === 'decisions' && { count }),
        }))}
      />
    </span>
  )
}
