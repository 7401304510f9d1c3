import { type Fields, idOf, isFields } from '../fields.ts'
import { nameKind, quote, type Warnings } from '../warnings.ts'
import type { Issue } from './beads-issues.ts'

export interface Edges {
  readonly dependsOn: readonly string[]
  readonly parent: string | null
  readonly condition: 'failure' | null
}

interface Reading {
  /** Ids of the issues that are not deleted. */
  readonly known: ReadonlySet<string>
  readonly deleted: ReadonlySet<string>
  readonly warnings: Warnings
}

/** What holds an issue back. Any other edge is told of, and no dependency. */
const blocking: ReadonlySet<string> = new Set(['blocks', 'conditional-blocks', 'waits-for'])

/** What an issue waits for, what it is part of, and whether it runs only when something failed. */
export function readEdges(issue: Issue, reading: Reading): Edges {
  const edges = listWritten(issue, reading).filter(({ to }) => !isDeleted(issue, to, reading))
  const ofType = (type: string) => edges.filter((edge) => edge.type === type).map(({ to }) => to)
  noteOthers(issue, edges, reading.warnings)
  const dependsOn = edges.filter(({ type }) => blocking.has(type)).map(({ to }) => to)
  const failing = ofType('conditional-blocks').filter((to) => reading.known.has(to) && to !== issue.key)
  if (failing.length > 0) noteCondition(issue, dependsOn.length > failing.length, reading.warnings)
  const [parent = null, ...others] = new Set(ofType('parent-child'))
  if (others.length > 0) {
    const message = `It is part of ${quote(parent ?? '')} and of ${others.slice(0, 5).map(quote).join(', ')}; a task has one parent, so the first was kept.`
    reading.warnings.add('several_parents', issue.where, message)
  }
  return { dependsOn, parent, condition: failing.length > 0 ? 'failure' : null }
}

interface Edge {
  readonly type: string
  readonly to: string
}

function listWritten(issue: Issue, { warnings }: Reading): Edge[] {
  const { dependencies } = issue.fields
  if (dependencies === undefined || dependencies === null) return []
  if (!Array.isArray(dependencies)) {
    const message = `The dependencies are ${nameKind(dependencies)}, not a list; they were left out.`
    warnings.add('dependencies_not_a_list', issue.where, message)
    return []
  }
  const items: unknown[] = dependencies
  return items.flatMap((item) => {
    if (isFields(item)) return readOne(issue, item, warnings)
    const message = `A dependency is ${nameKind(item)}, not an object; it was left out.`
    warnings.add('dependency_not_an_object', issue.where, message)
    return []
  })
}

function readOne(issue: Issue, item: Fields, warnings: Warnings): Edge[] {
  const to = idOf(item.depends_on_id)
  if (to === null) {
    const message = 'A dependency names no id that can be one (depends_on_id); it was left out.'
    warnings.add('dependency_not_an_id', issue.where, message)
    return []
  }
  const from = idOf(item.issue_id)
  if (from !== null && from !== issue.key) {
    const say = (who: string) =>
      `A dependency in ${who} is said to be that of another issue; where it stands counts.`
    warnings.sum({ code: 'issue_mismatch', key: issue.key, where: issue.where, say })
  }
  if (typeof item.type === 'string' && item.type !== '') return [{ type: item.type, to }]
  const say = (who: string) => `A dependency of ${who} has no type: read as "blocks".`
  warnings.sum({ code: 'missing_edge_type', key: issue.key, where: issue.where, say })
  return [{ type: 'blocks', to }]
}

function isDeleted({ key, where }: Issue, to: string, { known, deleted, warnings }: Reading): boolean {
  if (known.has(to) || !deleted.has(to)) return false
  const say = (who: string) =>
    `What ${who} should wait for or be part of is deleted in the file; that was left out.`
  warnings.sum({ code: 'deleted_dependency', key, where, say })
  return true
}

function noteOthers({ key, where }: Issue, edges: readonly Edge[], warnings: Warnings): void {
  for (const type of new Set(edges.map((edge) => edge.type))) {
    if (blocking.has(type) || type === 'parent-child') continue
    const say = (who: string) => `What ${quote(type)} says of ${who} is no dependency; it was left out.`
    warnings.sum({ code: 'not_a_dependency', about: type, key, where, say })
  }
}

/** Of a plan's conditions `failure` is the nearest; it asks for a failure of any dependency. */
function noteCondition({ key, where }: Issue, isMixed: boolean, warnings: Warnings): void {
  const say = (who: string) =>
    isMixed
      ? `A run starts ${who} when any of the dependencies fails; in the file that holds for "conditional-blocks" only, and the others must succeed.`
      : `A run starts ${who} only when a dependency fails, as "conditional-blocks" says.`
  warnings.sum({ code: 'runs_on_failure', about: isMixed ? 'mixed' : 'plain', key, where, say })
}
