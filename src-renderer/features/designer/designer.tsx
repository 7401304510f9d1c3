import { useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { usePlanDocument, usePlanDocumentStore } from '../../stores/plan-document-context.tsx'
import { useOrigin } from '../../stores/plan-session-context.tsx'
import { useTitle } from '../../ui/hooks/use-title.ts'
import { FailureNote } from '../../ui/notes.tsx'
import { createActions } from './actions.ts'
import { ActionsProvider, useActions } from './actions-context.ts'
import { NamedVersion } from './autosave/named-version.tsx'
import { PublishFailure } from './autosave/publish-failure.tsx'
import { useDraftAddress } from './autosave/use-draft-address.ts'
import { useClipboard } from './clipboard/use-clipboard.ts'
import type { DesignerSearch } from './designer-search.ts'
import { createDesignerUi, DesignerUiProvider, useDesignerUiStore } from './designer-ui.ts'
import { DryRunPanel } from './dry-run/dry-run-panel.tsx'
import { PlanExports } from './export/plan-exports.tsx'
import { useFixing } from './findings/use-fixing.ts'
import { useJump } from './findings/use-jump.ts'
import { focusView } from './focus-view.ts'
import { DescribedChange } from './goal/described-change.tsx'
import { GoalStrip } from './goal/goal-strip.tsx'
import { InspectorPanel } from './inspector/inspector-panel.tsx'
import { AddTask } from './pick/add-task.tsx'
import { PlanView } from './plan-view.tsx'
import { ProblemsPanel } from './problems/problems-panel.tsx'
import { DesignerHeader } from './shell/designer-header.tsx'
import { DesignerToolbar } from './shell/designer-toolbar.tsx'
import { useKeep, useRunPlan } from './use-keep.ts'
import { usePanels } from './use-panels.ts'
import { usePlanCommands } from './use-plan-commands.ts'
import { useStanding } from './use-standing.ts'

export interface DesignerProps {
  /** The id of a plan, or `new`. */
  readonly address: string
  readonly search: DesignerSearch
  readonly onSearch: (search: DesignerSearch) => void
}

/** One plan, one selection and one history; a graph and an outline to look at them through, and a form for what is chosen. */
export function Designer(props: DesignerProps) {
  const plan = usePlanDocumentStore()
  const [ui] = useState(createDesignerUi)
  const actions = useMemo(() => createActions(plan, ui), [plan, ui])
  return (
    <DesignerUiProvider value={ui}>
      <ActionsProvider value={actions}>
        <DesignerScreen {...props} />
      </ActionsProvider>
    </DesignerUiProvider>
  )
}

function DesignerScreen({ address, search, onSearch }: DesignerProps) {
  const ui = useDesignerUiStore()
  const actions = useActions()
  const { view = 'graph' } = search
  const { isInspectorOpen, openInspector, isProblemsOpen, setProblems, isDryRunOpen, setDryRun } = usePanels()
  const goal = useOrigin((origin) => origin.goal)
  const planId = useOrigin((origin) => origin.planId)
  const keep = useKeep({ address, goal: search.goal ?? null })
  const running = useRunPlan(keep)
  const isBusy = keep.isPending || running.isPending
  const standing = useStanding(isBusy)
  const fixing = useFixing()
  const jump = useJump(ui, () => setProblems(true))
  const clipboard = useClipboard(actions)
  useTitle(usePlanDocument(({ document }) => document.title))
  useLayoutEffect(() => ui.setState({ view }), [ui, view])
  useFirstTask(search.task)
  useDraftAddress({ address, search })
  const isNaming = useStore(ui, ({ naming }) => naming !== null)
  // A task that was added is to be named where that can be done.
  if (isNaming && view === 'graph' && !isInspectorOpen) openInspector(true)
  usePlanCommands({
    ...{ actions, clipboard, standing },
    onView: (next) => onSearch(next === 'graph' ? withoutView(search) : { ...search, view: next }),
    onInspector: () => openInspector(!isInspectorOpen),
    onProblems: () => setProblems(!isProblemsOpen),
    onDryRun: () => setDryRun(!isDryRunOpen),
    onNextProblem: jump.next,
    onFixSafe: fixing.fixSafe,
    onKeep: () => keep.mutate({}),
    onRun: () => running.run(),
    onSimulate: () => running.run({ simulate: true }),
  })
  return (
    <div className="flex h-full min-h-0 flex-col">
      <DescribedChange />
      <NamedVersion notKept={standing.notKept} onPublish={(label) => keep.mutate({ label })} />
      <PlanExports />
      <AddTask />
      <DesignerHeader isChanged={standing.isChanged} isBusy={isBusy} />
      <DesignerToolbar {...{ view, isInspectorOpen, isProblemsOpen, isDryRunOpen }} />
      <PublishFailure {...{ keep, running, planId }} />
      {running.error !== null && (
        <div className="px-4 pt-3">
          <FailureNote error={running.error} />
        </div>
      )}
      {goal !== null && <GoalStrip goal={goal} />}
      <div className="relative flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">
          <PlanView view={view} onOpen={() => openInspector(true)} />
          {isDryRunOpen && <DryRunPanel onClose={() => setDryRun(false)} />}
          {isProblemsOpen && (
            <ProblemsPanel fixing={fixing} onJump={jump.to} onClose={() => setProblems(false)} />
          )}
        </div>
        {isInspectorOpen && (
          <InspectorPanel
            onClose={() => {
              openInspector(false)
              focusView()
            }}
          />
        )}
      </div>
    </div>
  )
}

const withoutView = ({ view: _, ...rest }: DesignerProps['search']) => rest

/** The task that the address names is selected once. */
function useFirstTask(key: string | undefined): void {
  const plan = usePlanDocumentStore()
  useEffect(() => {
    if (key === undefined) return
    plan.setState((state) =>
      state.document.tasks.some((task) => task.key === key)
        ? { ...state, selection: { keys: new Set([key]), lead: key } }
        : state,
    )
  }, [key, plan])
}
