import { useEffect, useMemo, useRef, useState } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { PlanFinding } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import { runCommand } from '../../commands/registry.ts'
import type { DraftTask } from '../../entities/plans/edits/edit.ts'
import { createRefusal } from '../../entities/plans/edits/links.ts'
import { countParts, openAround } from '../../entities/plans/edits/tree.ts'
import type { Badge, Face, Faces } from '../../graph/face.ts'
import { facesFrom } from '../../graph/faces-from.ts'
import { GraphView } from '../../graph/graph-view.tsx'
import type { LayoutItem } from '../../graph/layout/layout.ts'
import { type PlanDocumentStore, select } from '../../stores/plan-document.ts'
import { usePlanDocument, usePlanDocumentStore } from '../../stores/plan-document-context.tsx'
import { plannedTally } from '../../stores/task-counts.ts'
import { useActions } from './actions.ts'
import { useDesignerUi } from './designer-ui.ts'
import { EmptyPlan } from './empty-plan.tsx'
import { type Findings, findingsOf, useFindingsStore, worstOf } from './findings/findings.tsx'

/** Plans with more nodes first appear with closed groups. */
const openAtMost = 300

const menu = [
  ['plan.rename', 'plan.pickTask', 'plan.addBefore', 'graph.connect'],
  ['plan.copy', 'plan.cut', 'plan.paste', 'plan.duplicate'],
  ['plan.group', 'plan.ungroup'],
  ['plan.delete'],
] as const

interface GraphPaneProps {
  readonly onOpen: () => void
  /** Keys of tasks that do not match the search. */
  readonly dimmed: ReadonlySet<string>
  /** Key of the first match; null if none. */
  readonly first: string | null
}

export function GraphPane({ onOpen, dimmed, first: found }: GraphPaneProps) {
  const plan = usePlanDocumentStore()
  const findings = useFindingsStore()
  const actions = useActions()
  const items = useItems()
  const selection = usePlanDocument((state) => state.selection)
  const title = usePlanDocument(({ document }) => document.title)
  const faces = useMemo(() => facesOfPlan(plan, findings), [plan, findings])
  const [chosen, setCollapsed] = useState<ReadonlySet<string> | null>(null)
  const [first] = useState(() => firstCollapsed(items))
  const collapsed = chosen ?? first
  const isFinding = useDesignerUi(({ find }) => find !== null)
  const { lead } = selection
  // biome-ignore lint/correctness/useExhaustiveDependencies: a group that is closed by hand stays so
  useEffect(() => {
    if (!isFinding || lead === null) return
    const open = openAround(collapsed, plan.getState().document.tasks, lead)
    if (open !== collapsed) setCollapsed(open)
  }, [lead])
  const refuse = useRefusal()
  const editing = useMemo(
    () => ({
      refuse,
      onConnect: actions.connect,
      onDisconnect: actions.disconnect,
      onAdd: actions.pick,
      onRename: actions.rename,
      onDelete: actions.remove,
    }),
    [actions, refuse],
  )
  if (items.length === 0) return <EmptyPlan />
  return (
    <GraphView
      label={words.designer.graphOf(title, items.length)}
      title={title}
      items={items}
      faces={faces}
      selection={selection}
      onSelect={(next) => plan.setState((state) => select(state, next), true)}
      onOpen={(key) => {
        actions.select(key)
        onOpen()
      }}
      collapsed={collapsed}
      dimmed={dimmed}
      follow={found}
      onCollapse={setCollapsed}
      editing={editing}
      menu={menu}
      onFind={() => void runCommand('plan.find')}
      onList={() => void runCommand('plan.outline')}
    />
  )
}

function firstCollapsed(items: readonly LayoutItem[]): ReadonlySet<string> {
  if (items.length <= openAtMost) return new Set()
  return new Set(items.filter(({ kind }) => kind === 'group').map(({ key }) => key))
}

/**
 * Called for every visible node, even in plans with thousands of tasks, so the search index is cached per plan state.
 */
function useRefusal(): (from: string, to: string) => string | null {
  const plan = usePlanDocumentStore()
  return useMemo(() => {
    let of = plan.getState().document
    let refuse = createRefusal(of)
    return (from, to) => {
      const { document } = plan.getState()
      if (document.tasks !== of.tasks) refuse = createRefusal(document)
      of = document
      return refuse(from, to)
    }
  }, [plan])
}

/** Layout items of the plan. The array changes only with a task or dependency, so typing causes no new layout. */
function useItems(): readonly LayoutItem[] {
  const tasks = usePlanDocument(({ document }) => document.tasks)
  const known = useRef<readonly DraftTask[]>([])
  return useMemo(() => {
    const items = [...new Map(tasks.toReversed().map((task) => [task.key, task])).values()].reverse()
    if (!isSameShape(known.current, items)) known.current = items
    return known.current
  }, [tasks])
}

const isSameShape = (a: readonly DraftTask[], b: readonly DraftTask[]): boolean =>
  a.length === b.length &&
  a.every((task, at) => {
    const other = b[at]
    return (
      other !== undefined &&
      task.key === other.key &&
      task.kind === other.kind &&
      task.parent === other.parent &&
      (task.dependsOn === other.dependsOn || task.dependsOn.join('\n') === other.dependsOn.join('\n'))
    )
  })

interface Seen {
  readonly tasks: ReadonlyMap<string, DraftTask>
  readonly totals: ReadonlyMap<string, number>
  readonly findings: Findings
}

/** Graph nodes for the tasks of a draft, with their findings. */
function facesOfPlan(plan: PlanDocumentStore, findings: StoreApi<Findings>): Faces {
  let of: readonly DraftTask[] | null = null
  let seen: Seen = { tasks: new Map(), totals: new Map(), findings: findings.getState() }
  const getState = (): Seen => {
    const { tasks } = plan.getState().document
    if (tasks !== of) {
      of = tasks
      // The first of two tasks with the same key is drawn.
      seen = {
        ...seen,
        tasks: new Map(tasks.toReversed().map((task) => [task.key, task])),
        totals: countParts(tasks),
      }
    }
    if (seen.findings !== findings.getState()) seen = { ...seen, findings: findings.getState() }
    return seen
  }
  const subscribe = (onChange: () => void) => {
    const ends = [plan.subscribe(onChange), findings.subscribe(onChange)]
    return () => {
      for (const end of ends) end()
    }
  }
  return facesFrom(
    { getState, subscribe },
    {
      partsOf: (state, key) => {
        const task = state.tasks.get(key)
        return task === undefined ? [] : [task, state.totals.get(key), findingsOf(state.findings, key)]
      },
      faceOf: (state, key) => {
        const task = state.tasks.get(key)
        if (task === undefined) return undefined
        return faceOfDraft(task, findingsOf(state.findings, key), state.totals.get(key))
      },
    },
  )
}

function faceOfDraft(task: DraftTask, findings: readonly PlanFinding[], total: number | undefined): Face {
  const { title, key, kind, requiredSkills } = task
  const hasNoSkill = kind === 'task' && requiredSkills.length === 0
  return {
    title: title.trim() === '' ? key : title,
    status: null,
    progress: null,
    line:
      kind === 'group'
        ? ''
        : hasNoSkill
          ? words.designer.noSkill
          : requiredSkills.map(readableSkill).join(', '),
    // Mark a missing skill only if there is a finding, since some agents accept tasks without skills.
    ...(hasNoSkill && findings.some(({ code }) => code === 'no_skill') && { lineTone: 'warning' }),
    badges: badgesOf(task, findings),
    ...(kind === 'group' && { tally: plannedTally(total ?? 0) }),
  }
}

const readableSkill = (skill: string): string => skill.replaceAll('_', ' ')

function badgesOf(task: DraftTask, findings: readonly PlanFinding[]): Badge[] {
  const worst = worstOf(findings)
  const badges: Badge[] = []
  if (worst !== null) {
    const said = findings.filter(({ severity }) => severity === worst).map(({ message }) => message)
    badges.push({ kind: worst, label: said.join('\n') })
  }
  if (task.requiresApproval || task.gate !== undefined)
    badges.push({ kind: 'gate', label: words.designer.hasGate })
  if (task.doneWhen !== undefined && task.doneWhen.length > 0)
    badges.push({ kind: 'check', label: words.designer.hasChecks(task.doneWhen.length) })
  return badges
}
