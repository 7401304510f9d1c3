import { useMemo, useState } from 'react'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'
import { words } from '#shared/words/words.ts'
import { type NameOfAgent, useAgentNames } from '../../entities/agents/agent-names.ts'
import type { Badge, Face, Faces } from '../../graph/face.ts'
import { facesFrom } from '../../graph/faces-from.ts'
import { GraphView } from '../../graph/graph-view.tsx'
import type { LayoutItem } from '../../graph/layout/layout.ts'
import { selectOnly } from '../../graph/selection.ts'
import { useRun, useRunStore } from '../../stores/run-context.tsx'
import type { RunStore } from '../../stores/run-store.ts'
import type { Tally } from '../../stores/task-counts.ts'
import { statusOfTask } from '../../ui/status-looks.ts'
import { DecisionsView } from './decisions/decisions-view.tsx'
import { FilesView } from './files/files-view.tsx'
import type { FollowedTask } from './followed-task.ts'
import { whereToBegin } from './followed-task.ts'
import { LogView } from './log/log-view.tsx'
import { placeIn, type RunSearch, type RunTab } from './run-search.ts'
import { SummaryView } from './summary/summary-view.tsx'
import { RunTable } from './table/run-table.tsx'
import { TimelineView } from './timeline/timeline-view.tsx'

/** Maximum number of nodes with all groups open. Larger plans start with closed groups. */
const openAtMost = 48

interface RunViewsProps {
  readonly run: RunView
  readonly tab: RunTab
  readonly search: RunSearch
  readonly onSearch: (search: RunSearch) => void
  /** Keys of the tasks that match the filter; null without a filter. */
  readonly matched: ReadonlySet<string> | null
  readonly path: ReadonlySet<string>
  readonly following: FollowedTask
}

/**
 * The views of a run: graph, timeline, table, decisions, summary, files and log. Task views share selection, filter
 * and closed groups.
 */
export function RunViews({ run, tab, search, onSearch, matched, path, following }: RunViewsProps) {
  const { task: selected = null, panel = 'overview', file = null, decision = null } = search
  const items = useItems()
  const store = useRunStore()
  const nameOf = useAgentNames()
  const faces = useMemo(() => facesOfRun(store, nameOf), [store, nameOf])
  const selection = useMemo(() => selectOnly(selected), [selected])
  const [chosen, setCollapsed] = useState<ReadonlySet<string> | null>(null)
  const collapsed = useMemo(() => chosen ?? firstCollapsed(items), [chosen, items])
  const dimmed = useMemo(() => dimmedBy(matched, items), [matched, items])
  const begin = useMemo(() => (tab === 'graph' ? whereToBegin(store.getState().tasks) : null), [tab, store])
  const onSelect = (key: string | null) => {
    const { task: _task, panel: _panel, ...others } = search
    onSearch(key === null ? { ...others, tab } : { ...search, task: key })
  }
  const openFile = (name: string | null) => {
    const { file: _file, ...others } = search
    onSearch(name === null ? others : { ...search, file: name })
  }
  // If the task panel shows files or the log, `file` and `line` in the address belong to the task, not the run.
  const isOfTask = selected !== null && (panel === 'files' || panel === 'log')
  switch (tab) {
    case 'decisions':
      return (
        <DecisionsView
          run={run}
          target={decision}
          onSelectFrom={(number, key) => onSearch({ tab: 'graph', task: key, decision: number })}
        />
      )
    case 'summary':
      return (
        <SummaryView
          run={run}
          onFile={(name) => onSearch({ tab: 'files', ...(name !== null && { file: name }) })}
          onPath={() => onSearch({ tab: 'graph', path: true })}
        />
      )
    case 'files':
      return (
        <FilesView {...{ runId: run.id, taskKey: null, file: isOfTask ? null : file }} onFile={openFile} />
      )
    case 'log':
      return (
        <LogView
          runId={run.id}
          taskKey={null}
          attempts={1}
          isFailed={run.status === 'failed'}
          isOver={isRunOver(run.status)}
          place={isOfTask ? null : placeIn(search)}
          onPlace={({ seq, line }) => onSearch({ ...search, line: `${seq}.${line}` })}
        />
      )
    case 'timeline':
      return <TimelineView {...{ runId: run.id, selected, matched, path, onSelect }} />
    case 'list':
      return (
        <RunTable
          {...{ run, items, collapsed, selected, matched, path, onSelect }}
          onCollapse={setCollapsed}
        />
      )
    case 'graph':
      return (
        <GraphView
          key={run.id}
          title={run.title}
          label={words.run.graphLabel(run.title, items.length)}
          {...{ items, faces, selection, collapsed, dimmed, path }}
          begin={begin}
          follow={following.key}
          onFollowEnd={following.stop}
          onSelect={({ lead }) => onSelect(lead)}
          onCollapse={setCollapsed}
        />
      )
  }
}

/** Structure of the plan. Stable while tasks change their status, so that nothing is laid out again. */
function useItems(): readonly LayoutItem[] {
  const order = useRun((state) => state.order)
  const tasks = useRun((state) => state.tasks)
  // biome-ignore lint/correctness/useExhaustiveDependencies: order is a new array exactly when a task is added
  return useMemo(() => order.flatMap((key) => tasks.get(key) ?? []), [order])
}

const none: ReadonlySet<string> = new Set()

/** Keys of dimmed tasks. A group with a match inside is not dimmed. */
function dimmedBy(matched: ReadonlySet<string> | null, items: readonly LayoutItem[]): ReadonlySet<string> {
  if (matched === null) return none
  const parents = new Map(items.map(({ key, parent }) => [key, parent]))
  const bright = new Set(matched)
  for (const key of bright) {
    const parent = parents.get(key) ?? null
    if (parent !== null) bright.add(parent)
  }
  return new Set(items.flatMap(({ key }) => (bright.has(key) ? [] : [key])))
}

function firstCollapsed(items: readonly LayoutItem[]): ReadonlySet<string> {
  if (items.length <= openAtMost) return new Set()
  return new Set(items.filter(({ kind }) => kind === 'group').map(({ key }) => key))
}

/** Tasks of a run as graph nodes. */
const facesOfRun = (store: RunStore, nameOf: NameOfAgent): Faces =>
  facesFrom(store, {
    partsOf: ({ tasks, tallies }, key) => {
      const task = tasks.get(key)
      return task === undefined ? [] : [task, tallies.get(key)]
    },
    faceOf: ({ tasks, tallies }, key) => {
      const task = tasks.get(key)
      return task === undefined ? undefined : faceOfTask(task, tallies.get(key), nameOf)
    },
  })

function faceOfTask(task: TaskView, tally: Tally | undefined, nameOf: NameOfAgent): Face {
  const hasNobody = task.agentId === null && task.kind === 'task' && !isTerminal(task.status)
  return {
    title: task.title,
    status: statusOfTask(task),
    progress: task.progress,
    line: task.agentId !== null ? nameOf(task.agentId) : hasNobody ? words.graph.noAgent : '',
    ...(hasNobody && { lineTone: 'warning' }),
    badges: badgesOf(task),
    ...(tally !== undefined && { tally }),
  }
}

const badgesOf = ({ requiresApproval, doneWhen }: TaskView): Badge[] => [
  ...(requiresApproval ? [{ kind: 'gate', label: words.graph.hasGate } as const] : []),
  ...(doneWhen !== undefined ? [{ kind: 'check', label: words.graph.hasChecks } as const] : []),
]
