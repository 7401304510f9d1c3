import { Braces, ListTree, PanelRight, Workflow } from 'lucide-react'
import { runCommand } from '../../../commands/registry.ts'
import { Segmented } from '../../../ui/segmented.tsx'
import { words } from '../../../words/words.ts'
import type { DesignerView } from '../designer-search.ts'
import { ProblemsButton } from '../problems/problems-button.tsx'
import { CommandButton } from './command-button.tsx'

interface DesignerToolbarProps {
  readonly view: DesignerView
  readonly isInspectorOpen: boolean
  readonly isProblemsOpen: boolean
  readonly isDryRunOpen: boolean
}

const views = [
  { value: 'graph', label: words.designer.views.graph, icon: Workflow },
  { value: 'outline', label: words.designer.views.outline, icon: ListTree },
  { value: 'source', label: words.designer.views.source, icon: Braces },
] as const

/** What is done most, by mouse; all else is in the menu of a task and in the palette. */
export function DesignerToolbar({
  view,
  isInspectorOpen,
  isProblemsOpen,
  isDryRunOpen,
}: DesignerToolbarProps) {
  return (
    <div
      role="toolbar"
      aria-label={words.designer.toolbar}
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b bg-surface px-4 py-1.5"
    >
      <Segmented
        label={words.designer.views.label}
        value={view}
        choices={views}
        onChoose={(next) => runCommand(`plan.${next}`)}
      />
      <div className="flex items-center gap-0.5">
        <CommandButton id="plan.addTask" look="ghost" />
        <CommandButton id="plan.pickTask" isIcon />
        <CommandButton id="plan.delete" isIcon />
        <CommandButton id="plan.duplicate" isIcon />
        <CommandButton id="plan.group" isIcon />
        <CommandButton id="plan.ungroup" isIcon />
        <CommandButton id="plan.moveUp" isIcon className="max-lg:hidden" />
        <CommandButton id="plan.moveDown" isIcon className="max-lg:hidden" />
      </div>
      <div className="ms-auto flex items-center gap-0.5">
        <CommandButton id="plan.dryRun" isIcon isPressed={isDryRunOpen} />
        <ProblemsButton isOpen={isProblemsOpen} />
        <CommandButton id="plan.inspector" icon={PanelRight} isIcon isPressed={isInspectorOpen} />
      </div>
    </div>
  )
}
