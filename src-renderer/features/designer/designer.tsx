import { Sparkles } from 'lucide-react'
import { useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { z } from 'zod'
import { useStore } from 'zustand'
import { useCommands } from '../../commands/use-commands.ts'
import { usePlanDocument, usePlanDocumentStore } from '../../stores/plan-document-context.tsx'
import { useOrigin } from '../../stores/plan-session-context.tsx'
import { usePreference } from '../../stores/preference.ts'
import { FailureNote } from '../../ui/notes.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { words } from '../../words/words.ts'
import { createActions } from './actions.ts'
import { ActionsProvider } from './actions-context.ts'
import { PublishDialog } from './autosave/publish-dialog.tsx'
import { PublishFailure } from './autosave/publish-failure.tsx'
import { useDraftAddress } from './autosave/use-draft-address.ts'
import { useVersionCommands } from './autosave/use-version-commands.ts'
import { useClipboard } from './clipboard/use-clipboard.ts'
import type { DesignerPageProps } from './designer-page.tsx'
import { createDesignerUi, DesignerUiProvider } from './designer-ui.ts'
import { firstError } from './findings/findings.ts'
import { useFindings } from './findings/findings-context.tsx'
import { useFixing } from './findings/use-fixing.ts'
import { useJump } from './findings/use-jump.ts'
import { focusView } from './focus-view.ts'
import { ChangeDialog } from './goal/change-dialog.tsx'
import { GoalStrip } from './goal/goal-strip.tsx'
import { GraphPane } from './graph-pane.tsx'
import { InspectorPanel } from './inspector/inspector-panel.tsx'
import { OutlinePane } from './outline/outline-pane.tsx'
import { ProblemsPanel } from './problems/problems-panel.tsx'
import { DesignerHeader } from './shell/designer-header.tsx'
import { DesignerToolbar } from './shell/designer-toolbar.tsx'
import { SourceView } from './source/source-view.tsx'
import { useKeep, useRunPlan } from './use-keep.ts'
import { usePlanCommands } from './use-plan-commands.ts'

const wideFrom = 1024
const openSchema = z.boolean()

/** One plan, one selection and one history; a graph and an outline to look at them through, and a form for what is chosen. */
export function Designer({ address, search, onSearch }: DesignerPageProps) {
  const plan = usePlanDocumentStore()
  const [ui] = useState(createDesignerUi)
  const actions = useMemo(() => createActions(plan, ui), [plan, ui])
  const { view = 'graph' } = search
  const [isInspectorWanted, setInspector] = usePreference('designer inspector', openSchema, true)
  // Where it would cover the plan it is opened by hand, each time.
  const [isInspectorOver, setInspectorOver] = useState(false)
  const isWide = window.innerWidth >= wideFrom
  const isInspectorOpen = isWide ? isInspectorWanted : isInspectorOver
  const openInspector = (isOpen: boolean) => (isWide ? setInspector(isOpen) : setInspectorOver(isOpen))
  const [isProblemsOpen, setProblems] = usePreference('designer problems', openSchema, false)
  const title = usePlanDocument(({ document }) => document.title)
  const isEmpty = usePlanDocument(({ document }) => document.tasks.length === 0)
  const goal = useOrigin((origin) => origin.goal)
  const error = useFindings(firstError)
  const hasSafe = useFindings(({ all }) => all.some(({ fixes }) => fixes.some(({ isSafe }) => isSafe)))
  const keep = useKeep({ address, goal: search.goal ?? null })
  const running = useRunPlan(keep)
  const fixing = useFixing()
  const jump = useJump(ui, () => setProblems(true))
  const clipboard = useClipboard(actions)
  const isChanged = useIsChanged()
  const isBusy = keep.isPending || running.isPending
  const notRun = isEmpty
    ? words.designer.isEmpty
    : error !== null
      ? words.designer.cannotRun(error.message)
      : isBusy
        ? words.designer.isBusy
        : null
  const notKept = isBusy
    ? words.designer.isBusy
    : isEmpty
      ? words.designer.isEmpty
      : isChanged
        ? null
        : words.designer.isKept
  useTitle(title)
  useLayoutEffect(() => ui.setState({ view }), [ui, view])
  const isNaming = useStore(ui, ({ naming }) => naming !== null)
  // A task that was added is to be named where that can be done.
  if (isNaming && view === 'graph' && !isInspectorOpen) openInspector(true)
  usePlanCommands({
    actions,
    onView: (view) => onSearch(view === 'graph' ? withoutView(search) : { ...search, view }),
    onInspector: () => openInspector(!isInspectorOpen),
    onProblems: () => setProblems(!isProblemsOpen),
    onNextProblem: jump.next,
    onFixSafe: fixing.fixSafe,
    onKeep: () => keep.mutate({}),
    onRun: running.run,
    onCopy: clipboard.copy,
    onCut: clipboard.cut,
    onPaste: clipboard.paste,
    notRun,
    notKept,
    notFixed: hasSafe ? null : words.designer.nothingSafe,
  })
  useFirstTask(search.task)
  useDraftAddress({ address, search })
  const planId = useOrigin((origin) => origin.planId)
  const [isDescribing, setDescribing] = useState(false)
  useCommands([
    {
      ...{ id: 'plan.describeChange', title: words.designer.change.title, category: words.designer.category },
      ...{ icon: Sparkles, run: () => setDescribing(true) },
    },
  ])
  const [isNamed, setNamed] = useState(false)
  useVersionCommands({ planId, notKept, onPublish: () => setNamed(true) })
  return (
    <DesignerUiProvider value={ui}>
      <ActionsProvider value={actions}>
        <div className="flex h-full min-h-0 flex-col">
          {isDescribing && <ChangeDialog onClose={() => setDescribing(false)} />}
          {isNamed && (
            <PublishDialog
              planId={planId}
              onPublish={(label) => keep.mutate({ label })}
              onClose={() => setNamed(false)}
            />
          )}
          <DesignerHeader isChanged={isChanged} isBusy={isBusy} />
          <DesignerToolbar view={view} isInspectorOpen={isInspectorOpen} isProblemsOpen={isProblemsOpen} />
          <PublishFailure keep={keep} planId={planId} />
          {running.error !== null && (
            <div className="px-4 pt-3">
              <FailureNote error={running.error} />
            </div>
          )}
          {goal !== null && <GoalStrip goal={goal} />}
          <div className="relative flex min-h-0 flex-1">
            <div className="flex min-w-0 flex-1 flex-col">
              <div data-plan-view className="relative min-h-0 flex-1">
                {view === 'source' ? (
                  <SourceView />
                ) : view === 'outline' ? (
                  <OutlinePane onOpen={() => openInspector(true)} />
                ) : (
                  <GraphPane onOpen={() => openInspector(true)} />
                )}
              </div>
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
      </ActionsProvider>
    </DesignerUiProvider>
  )
}

const withoutView = ({ view: _, ...rest }: DesignerPageProps['search']) => rest

/** Something of the plan is not kept as it is here. */
function useIsChanged(): boolean {
  const kept = useOrigin((origin) => origin.kept)
  return usePlanDocument(({ document }) => document !== kept)
}

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
