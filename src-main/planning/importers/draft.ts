import { maxPlanTasks, type PlanDocument, type PlanSource } from '#shared/model/plan.ts'
import type { Priority, TaskDefinition, Timeouts } from '#shared/model/task-definition.ts'
import { shapeOf } from '#shared/plan-shape.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { type GraphNode, listCycles, listEdges } from '#shared/task-graph.ts'
import { maxGroupDepth } from '../plan-fault.ts'
import { keyOf, oneLine, uniqueKey } from './names.ts'
import type { Imported, ImportedPlan } from './source.ts'
import { quote, type WarningList, type Warnings, warningText } from './warnings.ts'

const parallelLimit = 16

/** An imported task in Switchyard's terms. Fields that the file does not give are absent. */
export interface Draft {
  /** Unique in its plan; a duplicate gets a new key. */
  readonly key: string
  /** Position in the file: `line 12`, `jobs.build`. */
  readonly where: string
  readonly title: string
  /** Absent or empty: the title is used. */
  readonly description?: string
  /**
   * Keys of other drafts. Unknown keys and the draft's own key are dropped with a warning; repeated keys are dropped
   * silently.
   */
  readonly dependsOn?: readonly string[]
  /** Key of the draft that contains this one; that draft becomes a group. */
  readonly parent?: string | null
  readonly priority?: Priority
  readonly requiredSkills?: readonly string[]
  readonly tags?: readonly string[]
  /** Milliseconds since 1970. */
  readonly dueAt?: number | null
  readonly requiresApproval?: boolean
  readonly condition?: string
  readonly timeouts?: Timeouts
  /** Whole milliseconds. */
  readonly estimateMs?: number
  /** Whether the task is done in the file. Ignored for a group, whose tasks decide. */
  readonly isDone?: boolean
}

interface DraftPlan {
  readonly key: string
  readonly title: string
  readonly source: PlanSource
  /** Place of the plan in the file. Warnings about the entire plan refer to it. */
  readonly place: string
  readonly drafts: readonly Draft[]
  /** Reads the dependencies of a draft during linking, instead of `dependsOn`. */
  readonly readReferences?: (draft: Draft) => References
  /** Reads the other fields after linking, so that a format can warn about references first. */
  readonly readFields?: (draft: Draft) => Draft
}

export interface References {
  readonly dependsOn: readonly string[]
  /** Unresolved references, as written in the file. */
  readonly dangling?: readonly string[]
}

/** Converts drafts to a plan and adds a warning for each irregularity. Refuses only a plan with too many tasks. */
export function planOfDrafts(plan: DraftPlan, warnings: Warnings): Result<ImportedPlan, Refusal> {
  const { key, title, source, place, drafts, readFields = (draft) => draft } = plan
  const excess = findExcess(key, drafts.length)
  if (excess !== null) return err(excess)
  if (drafts.length === 0) warnings.add('empty_plan', place, warningText.emptyPlan)
  const nodes = linkDrafts({ ...plan, drafts: withOwnKeys(drafts, warnings) }, warnings)
  const groups = new Set(nodes.map(({ parent }) => parent))
  const tasks = nodes.map((node) =>
    taskOf({ ...node, draft: readFields(node.draft) }, groups.has(node.draft.key)),
  )
  const placed = nodes.map(({ draft: { key, where }, kept, parent }) => ({
    key,
    where,
    dependsOn: kept,
    parent,
  }))
  const counted = nodes.map(({ draft, found, parent }) => ({ key: draft.key, dependsOn: found, parent }))
  const document: PlanDocument = {
    key,
    title,
    projectId: null,
    projectFolder: null,
    parallelLimit,
    crew: null,
    source,
    tasks,
  }
  return ok({
    document,
    shape: {
      ...shapeOf(counted.filter(({ parent }) => parent === null)),
      cycles: noteCycles(placed, warnings),
      dangling: nodes.reduce((sum, { dangling }) => sum + dangling, 0),
    },
    withSubtasks: { nodes: nodes.length, edges: countEdges(counted) },
  })
}

interface OnlyPlan {
  readonly format: PlanSource
  /** Name of the file or folder. */
  readonly name: string
  /** Empty: the plan gets the name of the file. */
  readonly title?: string
  readonly place?: string
  readonly drafts: readonly Draft[]
  readonly list: WarningList
  /** The part of `list` that takes warnings about the plan. */
  readonly warnings: Warnings
}

/** Imports the drafts as the only plan of a file. */
export function importOnly(only: OnlyPlan): Result<Imported, Refusal> {
  const { format, name, title = '', place = 'file', drafts, list, warnings } = only
  const plan = planOfDrafts(
    { key: keyOf(name), title: title || oneLine(name), source: format, place, drafts },
    warnings,
  )
  return plan.ok ? ok({ format, plans: [plan.value], warnings: list.list() }) : plan
}

interface Node {
  readonly draft: Draft
  readonly parent: string | null
  /** Keys of existing drafts, without duplicates and without its own key. */
  readonly found: readonly string[]
  /** The keys in `found`, without dependencies that the group structure already implies. */
  readonly kept: readonly string[]
  readonly dangling: number
}

/** Gives every draft a unique key. A reference to a duplicate key means the first draft that has it. */
function withOwnKeys(drafts: readonly Draft[], warnings: Warnings): Draft[] {
  const taken = new Set<string>()
  return drafts.map((draft) => {
    const key = uniqueKey(draft.key, taken)
    if (key === draft.key) return draft
    warnings.add('duplicate_id', draft.where, warningText.duplicateId(quote(draft.key), key))
    return { ...draft, key }
  })
}

function linkDrafts({ drafts, readReferences = referencesOf }: DraftPlan, warnings: Warnings): Node[] {
  const known = new Set(drafts.map(({ key }) => key))
  const parents = new Map(drafts.map((draft) => [draft.key, parentOf(draft, known, warnings)]))
  dropRings(drafts, parents, warnings)
  dropDepths(drafts, parents, warnings)
  return drafts.map((draft) => {
    const found = new Set<string>()
    const references = readReferences(draft)
    const dangling = new Set(references.dangling)
    for (const key of references.dependsOn) {
      if (!known.has(key)) dangling.add(key)
      else if (key === draft.key) noteSelfDependency(draft, warnings)
      else found.add(key)
    }
    for (const key of dangling) {
      warnings.add('dangling_dependency', draft.where, warningText.danglingDependency(quote(key)))
    }
    const all = [...found]
    const kept = dropStructure(draft, all, { parents, warnings })
    return { draft, parent: parents.get(draft.key) ?? null, found: all, kept, dangling: dangling.size }
  })
}

export const noteSelfDependency = ({ where }: Pick<Draft, 'where'>, warnings: Warnings): void =>
  warnings.add('self_dependency', where, warningText.selfDependency)

const referencesOf = ({ dependsOn = [] }: Draft): References => ({ dependsOn })

function parentOf({ parent, where }: Draft, known: ReadonlySet<string>, warnings: Warnings): string | null {
  if (parent === undefined || parent === null || known.has(parent)) return parent ?? null
  warnings.add('dangling_parent', where, warningText.danglingParent(quote(parent)))
  return null
}

/** Breaks cycles of parents: a task that contains itself, directly or indirectly, moves to the top level. */
function dropRings(drafts: readonly Draft[], parents: Map<string, string | null>, warnings: Warnings): void {
  const sound = new Set<string>()
  for (const { key, where } of drafts) {
    const path = new Set<string>()
    let at: string | null = key
    while (at !== null && !sound.has(at) && !path.has(at)) {
      path.add(at)
      at = parents.get(at) ?? null
    }
    if (at !== null && path.has(at)) {
      parents.set(at, null)
      warnings.add('part_of_itself', where, warningText.ownParent(at))
    }
    for (const each of path) sound.add(each)
  }
}

/** Moves a task that is nested too deeply to the top level, together with its subtasks. */
function dropDepths(drafts: readonly Draft[], parents: Map<string, string | null>, warnings: Warnings): void {
  const places = new Map(drafts.map(({ key, where }) => [key, where]))
  const depths = new Map<string, number>()
  for (const { key } of drafts) {
    const path: string[] = []
    let at: string | null = key
    while (at !== null && !depths.has(at)) {
      path.push(at)
      at = parents.get(at) ?? null
    }
    for (const each of path.toReversed()) {
      const parent = parents.get(each) ?? null
      const depth = parent === null ? 0 : (depths.get(parent) ?? 0) + 1
      depths.set(each, depth > maxGroupDepth ? 0 : depth)
      if (depth <= maxGroupDepth) continue
      parents.set(each, null)
      warnings.add('too_deep', places.get(each) ?? '', warningText.tooDeep(maxGroupDepth))
    }
  }
}

interface Structure {
  readonly parents: ReadonlyMap<string, string | null>
  readonly warnings: Warnings
}

/**
 * Drops dependencies between a task and a group around it. The structure implies them: a task starts after its group,
 * and a group ends after its tasks. As dependencies they would form a cycle.
 */
function dropStructure(draft: Draft, found: readonly string[], { parents, warnings }: Structure): string[] {
  return found.filter((key) => {
    if (isAbove(key, draft.key, parents)) {
      warnings.add('parent_dependency', draft.where, warningText.parentDependency(key))
      return false
    }
    if (!isAbove(draft.key, key, parents)) return true
    warnings.add('own_subtask_dependency', draft.where, warningText.childDependency(key))
    return false
  })
}

function isAbove(group: string, key: string, parents: ReadonlyMap<string, string | null>): boolean {
  for (let at = parents.get(key) ?? null; at !== null; at = parents.get(at) ?? null) {
    if (at === group) return true
  }
  return false
}

function taskOf({ draft, parent, kept }: Node, isGroup: boolean): TaskDefinition {
  const { condition, timeouts, estimateMs } = draft
  return {
    key: draft.key,
    kind: isGroup ? 'group' : 'task',
    title: draft.title,
    description: draft.description || draft.title,
    requiredSkills: [...(draft.requiredSkills ?? [])],
    dependsOn: [...kept],
    parent,
    priority: draft.priority ?? 'medium',
    dueAt: draft.dueAt ?? null,
    tags: [...(draft.tags ?? [])],
    requiresApproval: draft.requiresApproval ?? false,
    ...(condition !== undefined && { condition }),
    ...(timeouts !== undefined && { timeouts }),
    ...(estimateMs !== undefined && { estimateMs }),
    ...(draft.isDone === true && !isGroup && { isDone: true }),
  }
}

const namesInPath = 20

/** Number of edges, not counting those between a parent and its children. */
const countEdges = (nodes: readonly Pick<GraphNode, 'key' | 'dependsOn'>[]): number =>
  listEdges(nodes.map((node) => ({ ...node, parent: null }))).length

interface Placed extends GraphNode {
  /** Position in the file. */
  readonly where: string
}

/** Adds a warning for each cycle of tasks; returns the number of cycles. */
export function noteCycles(nodes: readonly Placed[], warnings: Warnings): number {
  const cycles = listCycles(nodes)
  const places = new Map(nodes.map(({ key, where }) => [key, where]))
  for (const cycle of cycles) {
    const isLong = cycle.length > namesInPath
    const names = isLong ? [...cycle.slice(0, namesInPath - 2), '…', ...cycle.slice(-1)] : cycle
    warnings.add('cycle', places.get(cycle[0] ?? '') ?? '', warningText.cycle(names.join(' → ')))
  }
  return cycles.length
}

/** The refusal of a plan with too many tasks, or null. */
export function findExcess(key: string, count: number): Refusal | null {
  if (count <= maxPlanTasks) return null
  return refusal('E_PLAN_SIZE', 'import_too_many_tasks', {
    plan: key,
    count,
    most: maxPlanTasks,
    field: 'tasks',
    limit: maxPlanTasks,
  })
}
