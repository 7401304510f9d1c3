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

/** A task of a foreign file in our words; what a file does not say stays absent. */
export interface Draft {
  /** Unique in its plan; a second one of the same key gets another. */
  readonly key: string
  /** Where it stands in the file: `line 12`, `jobs.build`. */
  readonly where: string
  readonly title: string
  /** Absent or empty: the title. */
  readonly description?: string
  /** Keys of other drafts. A missing key, a repeated key and the draft's own key are dropped with a warning. */
  readonly dependsOn?: readonly string[]
  /** The key of the draft that it is part of; that one becomes a group. */
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
  /** The task is done in the file. Ignored for a group: its tasks decide. */
  readonly isDone?: boolean
}

interface DraftPlan {
  readonly key: string
  readonly title: string
  readonly source: PlanSource
  /** The part of the file that holds it; what concerns all of it is said of this place. */
  readonly place: string
  readonly drafts: readonly Draft[]
  /** Reads what a draft depends on where the drafts are linked, in place of `dependsOn`. */
  readonly readReferences?: (draft: Draft) => References
  /** Reads the other fields after the drafts are linked: a format may warn of references first. */
  readonly readFields?: (draft: Draft) => Draft
}

export interface References {
  readonly dependsOn: readonly string[]
  /** References to nothing, as the file writes them. */
  readonly dangling?: readonly string[]
}

/** Drafts as a plan; what is odd in them is added to the warnings. Refuses only what is too large. */
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
  /** The name of the file or folder. */
  readonly name: string
  /** Empty: the plan is called as the file is. */
  readonly title?: string
  readonly place?: string
  readonly drafts: readonly Draft[]
  readonly list: WarningList
  /** Those of the list that are about the plan. */
  readonly warnings: Warnings
}

/** The drafts as the only plan of a file. */
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
  /** Keys of what is there, each once, never its own. */
  readonly found: readonly string[]
  /** Those of them that the structure of groups does not say already. */
  readonly kept: readonly string[]
  readonly dangling: number
}

/** References to a key that stood twice go to the first of them. */
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

/** A task that is part of itself, through whatever others, stands by itself. */
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

/** A task below too many groups stands by itself, with all that is below it. */
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
 * A task starts after its group, and a group ends after its tasks. As dependencies, these would be a cycle, and they
 * hold anyway.
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

/** The edges of a graph in which a parent is none. */
const countEdges = (nodes: readonly Pick<GraphNode, 'key' | 'dependsOn'>[]): number =>
  listEdges(nodes.map((node) => ({ ...node, parent: null }))).length

interface Placed extends GraphNode {
  /** Where it stands in the file. */
  readonly where: string
}

/** Warns of every knot of tasks that wait for each other; answers with how many there are. */
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

/** Why a plan of so many tasks is refused, or null. */
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
