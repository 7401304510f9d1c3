import { clsx } from 'clsx'
import { Braces, ChevronDown, CircleCheck, ListTree, PanelRight, Workflow } from 'lucide-react'
import { severities } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import { runCommand } from '../../../commands/registry.ts'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import type { DesignerView } from '../designer-search.ts'
import { FindingCounts, useFindings } from '../findings/findings.tsx'
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

const { short } = words.designer

/** A label is visible only if the toolbar is wide enough. */
const named = {
  middle: 'sr-only @3xl:not-sr-only',
  wide: 'sr-only @6xl:not-sr-only',
  widest: 'sr-only @7xl:not-sr-only',
}

/** Buttons for the most frequent actions. The task menu and the command palette have the others. */
export function DesignerToolbar({
  view,
  isInspectorOpen,
  isProblemsOpen,
  isDryRunOpen,
}: DesignerToolbarProps) {
  const ghost = { look: 'ghost', labelClass: named.widest, className: 'px-2.5' } as const
  return (
    <div className="@container shrink-0 border-line border-b bg-surface">
      <div
        role="toolbar"
        aria-label={words.designer.toolbar}
        className="flex flex-wrap items-center gap-x-2 gap-y-1.5 px-4 py-1.5"
      >
        <Segmented
          label={words.designer.views.label}
          value={view}
          choices={views}
          onChoose={(next) => runCommand(`plan.${next}`)}
        />
        <div className="ms-1 flex items-center">
          <CommandButton id="plan.addTask" className="rounded-e-none" />
          <CommandButton
            id="plan.pickTask"
            icon={ChevronDown}
            isIcon
            className="rounded-s-none border border-line-strong border-s-0 bg-surface"
          />
        </div>
        <Divider />
        <div className="flex items-center">
          <CommandButton {...ghost} id="plan.delete" label={short.delete} />
          <CommandButton {...ghost} id="plan.duplicate" label={short.duplicate} />
          <span className="flex @max-4xl:hidden">
            <CommandButton {...ghost} id="plan.group" label={short.group} />
            <CommandButton {...ghost} id="plan.ungroup" label={short.ungroup} />
          </span>
        </div>
        <Divider className="@max-5xl:hidden" />
        <div className="flex items-center @max-5xl:hidden">
          <CommandButton id="plan.moveUp" isIcon />
          <CommandButton id="plan.moveDown" isIcon />
        </div>
        <div className="ms-auto flex items-center gap-0.5">
          <CommandButton {...ghost} id="plan.dryRun" isPressed={isDryRunOpen} labelClass={named.middle} />
          <ProblemsButton isOpen={isProblemsOpen} labelClass={named.wide} />
          <Divider className="mx-1.5" />
          <CommandButton
            {...ghost}
            id="plan.inspector"
            icon={PanelRight}
            isPressed={isInspectorOpen}
            label={short.inspector}
            labelClass={named.wide}
          />
        </div>
      </div>
    </div>
  )
}

const Divider = ({ className }: { className?: string }) => (
  <span aria-hidden className={clsx('h-5 w-px bg-line', className)} />
)

interface ProblemsButtonProps {
  readonly isOpen: boolean
  /** Class that sets the toolbar width at which the label is visible. */
  readonly labelClass: string
}

/** Problem counts; a click toggles the problem list. */
function ProblemsButton({ isOpen, labelClass }: ProblemsButtonProps) {
  const all = useFindings((findings) => findings.all)
  const isClean = all.length === 0
  const isKnown = useFindings(({ of }) => of !== null)
  const isEmpty = usePlanDocument(({ document }) => document.tasks.length === 0)
  // An empty plan has no problems to show.
  if (isEmpty && !isOpen) return null
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      title={words.designer.problems.toggle}
      onClick={() => void runCommand('plan.problems')}
      className="inline-flex h-8 items-center gap-2.5 rounded-md px-2.5 font-medium text-muted transition-colors hover:bg-hover hover:text-ink aria-expanded:bg-hover"
    >
      <span className={isClean ? 'sr-only' : labelClass}>{words.designer.problems.title}</span>
      {isClean ? (
        <span className="inline-flex items-center gap-1.5">
          <CircleCheck size={14} aria-hidden />
          {isKnown ? words.designer.problems.none : words.designer.problems.looking}
        </span>
      ) : (
        <FindingCounts findings={all} atMost={severities.length} />
      )}
    </button>
  )
}
