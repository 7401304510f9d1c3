import { Braces, Download, FileCode } from 'lucide-react'
import { useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { z } from 'zod'
import { useStore } from 'zustand'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { keeperOf } from '../../entities/drafts/autosave-registry.ts'
import { ExportDialog } from '../../entities/plans/export/export-dialog.tsx'
import { textOfPlan } from '../../entities/plans/source/source-text.ts'
import type { SourceFormat } from '../../entities/plans/source/source-value.ts'
import { usePlanDocument, usePlanDocumentStore } from '../../stores/plan-document-context.tsx'
import { useOrigin, usePlanSession } from '../../stores/plan-session-context.tsx'
import { usePreference } from '../../stores/preference.ts'
import { useTitle } from '../../ui/hooks/use-title.ts'
import { FailureNote } from '../../ui/notes.tsx'
import type { AddressProps } from '../../ui/query/address.ts'
import { fileNameOf, saveText } from '../../ui/save-file.ts'
import { showToast } from '../../ui/toast.tsx'
import { ActionsProvider, createActions, useActions } from './actions.ts'
import { NamedVersion } from './autosave/publish-dialog.tsx'
import { PublishFailure } from './autosave/publish-failure.tsx'
import { useDraftAddress } from './autosave/use-autosave.ts'
import { useClipboard } from './clipboard/use-clipboard.ts'
import type { DesignerSearch, DesignerView } from './designer-search.ts'
import { createDesignerUi, DesignerUiProvider, focusView, useDesignerUiStore } from './designer-ui.ts'
import { DryRunPanel } from './dry-run/dry-run-panel.tsx'
import { FindBar } from './find/find-bar.tsx'
import { useFound } from './find/use-found.ts'
import { useFixing, useJump } from './findings/use-fixing.ts'
import { DescribedChange } from './goal/change-dialog.tsx'
import { GoalStrip } from './goal/goal-strip.tsx'
import { GraphPane } from './graph-pane.tsx'
import { InspectorPanel } from './inspector/inspector-panel.tsx'
import { OutlinePane } from './outline/outline-pane.tsx'
import { AddTask } from './pick/add-task.tsx'
import { ProblemsPanel } from './problems/problems-panel.tsx'
import { DesignerHeader } from './shell/designer-header.tsx'
import { DesignerToolbar } from './shell/designer-toolbar.tsx'
import { SourceView } from './source/source-view.tsx'
import { usePlanCommands, useStanding } from './use-plan-commands.ts'
import { useKeep, useRunPlan } from './use-publish.ts'

export interface DesignerProps extends AddressProps<DesignerSearch> {
  /** Id of a plan or draft, or `new`. */
  readonly address: string
}

/** The designer: graph, outline, text and form share the same plan, selection and history. */
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
  // A new task needs a name, and in the graph view the name field is in the inspector.
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
      <FailureNote error={running.error} className="mx-4 mt-3" />
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

/** Selects the task named in the address, once. */
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

/** The current view of the plan. Graph and outline share a search; the text view has its own. */
function PlanView({ view, onOpen }: { readonly view: DesignerView; readonly onOpen: () => void }) {
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

const wideFrom = 1024
const openSchema = z.boolean()

/** State of the panels beside and below the plan. */
function usePanels() {
  const [isInspectorWanted, setInspector] = usePreference('designer inspector', openSchema, true)
  // On a narrow window the inspector covers the plan, so it never opens by default.
  const [isInspectorOver, setInspectorOver] = useState(false)
  const [isProblemsOpen, setProblems] = usePreference('designer problems', openSchema, false)
  const [isDryRunOpen, setDryRun] = useState(false)
  const isWide = window.innerWidth >= wideFrom
  return {
    isInspectorOpen: isWide ? isInspectorWanted : isInspectorOver,
    openInspector: (isOpen: boolean) => (isWide ? setInspector(isOpen) : setInspectorOver(isOpen)),
    /** Only one panel below the plan is open at a time. */
    isProblemsOpen: isProblemsOpen && !isDryRunOpen,
    setProblems: (isOpen: boolean) => {
      setDryRun(false)
      setProblems(isOpen)
    },
    isDryRunOpen,
    setDryRun,
  }
}

/**
 * Exports the current plan, including unsaved edits. The plan file is saved at once. Other formats show their losses
 * first.
 */
function PlanExports() {
  const session = usePlanSession()
  const isEmpty = usePlanDocument(({ document }) => document.tasks.length === 0)
  const [exported, setExported] = useState<{ planId: string; title: string } | null>(null)
  const save = (format: SourceFormat) => () => {
    const { document } = session.plan.getState()
    const mediaType = format === 'json' ? 'application/json' : 'application/yaml'
    saveText(`${fileNameOf(document.title)}.${format}`, { text: textOfPlan(document, format), mediaType })
  }
  const open = async () => {
    const keeper = keeperOf(session.plan)
    const isSent = (await keeper?.flush()) ?? true
    const planId = keeper?.state.getState().draft?.id ?? session.origin.getState().planId
    if (!isSent || planId === null) showToast({ title: words.designer.export.notSaved, isFailure: true })
    else setExported({ planId, title: session.plan.getState().document.title })
  }
  const says = words.designer.export
  const shared = { category: words.designer.category, disabled: isEmpty ? words.designer.isEmpty : null }
  useCommands([
    { ...shared, id: 'plan.saveJson', title: says.json, icon: Braces, run: save('json') },
    { ...shared, id: 'plan.saveYaml', title: says.yaml, icon: FileCode, run: save('yaml') },
    { ...shared, id: 'plan.export', title: says.other, icon: Download, run: () => void open() },
  ])
  return exported === null ? null : <ExportDialog {...exported} onClose={() => setExported(null)} />
}
