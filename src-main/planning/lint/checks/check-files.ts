import type { PlanChange, PlanFinding } from '#shared/model/plan-finding.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import { quote } from '../../importers/warnings.ts'
import { findCertain } from '../always-runs.ts'
import { findingOf, tasksNamed } from '../finding.ts'
import type { Check, LintContext } from '../lint-context.ts'
import { addTo } from '../lists.ts'
import { keyAt } from '../plan-graph.ts'

/**
 * Tasks that may run in parallel and mention writing the same file. Only tasks that certainly run are compared,
 * because a new dependency on a task that may be skipped could skip the dependent. Comparing neighbours in topological
 * order is enough: if each follows its predecessor, all are in order.
 */
export const checkFiles: Check = (context) => {
  const { graph } = context
  if (graph.against.length > 0) return []
  const certain = findCertain(graph)
  const writers = new Map<string, number[]>()
  for (const { index, task } of graph.named) {
    if (task.kind === 'group' || !certain.has(index)) continue
    for (const file of listWrittenFiles(task)) addTo(writers, file, index)
  }
  return [...writers].flatMap(([file, tasks]) => sideBySide(context, file, tasks))
}

function sideBySide({ graph, reach }: LintContext, file: string, tasks: readonly number[]): PlanFinding[] {
  const inOrder = tasks.toSorted((a, b) => (graph.places[a] ?? 0) - (graph.places[b] ?? 0))
  const changes: PlanChange[] = []
  const tied = new Set<number>()
  for (const [at, task] of inOrder.entries()) {
    const before = inOrder[at - 1]
    if (before === undefined || reach.reaches(before, task) !== false) continue
    changes.push({ type: 'dependencies', task: keyAt(graph, task), drop: [], add: [keyAt(graph, before)] })
    tied.add(before).add(task)
  }
  if (changes.length === 0) return []
  const taskKeys = [...tied].map((task) => keyAt(graph, task))
  const message = words.findings.sameFile(tasksNamed(taskKeys, graph), quote(file))
  const title =
    taskKeys.length === 2
      ? words.fixes.putInOrder(graph.nameOf(taskKeys[1] ?? ''), graph.nameOf(taskKeys[0] ?? ''))
      : words.fixes.putAllInOrder
  const fixes = [{ name: 'put_in_order', title, changes }]
  return [findingOf({ code: 'same_file', severity: 'warning', about: [file], taskKeys, message, fixes })]
}

const maxRead = 2000

/** A file name with an extension common in projects: `src/api.ts`, `README.md`. */
const fileName =
  /(?<![\w@/.-])(?:\.{0,2}\/)?(?:[\w-][\w.-]*\/)*[\w-][\w.-]*\.(?:[cm]?[jt]sx?|json|md|mdx|html?|css|scss|py|rb|go|rs|java|kt|cs|php|sql|sh|ya?ml|toml|xml|csv|txt|svg|vue|svelte|[ch](?:pp)?|swift|ipynb|docx|xlsx|pdf)(?![\w/-])/giu

/** Verbs for changing a file. Reading a file in parallel is harmless. */
const writes =
  /\b(?:writ|creat|updat|edit|modif|chang|add|append|generat|sav|refactor|renam|delet|remov|fix|implement|build|rewrit|extend|mov|replac|put|insert|produc|export|output|format|overwrit|draft|migrat)(?:e|es|ing|s|ies|y|ed|t|te)?\b/i

/** Names that, without a folder, may mean a different file in each task. */
const everywhere = /^(?:__init__|index|main|mod|lib|setup|config|types|utils|styles?)\.\w+$/i

/** Files named in a sentence about writing them. */
function listWrittenFiles({ title, description }: TaskDefinition): string[] {
  const text = `${title}.\n${description.slice(0, maxRead)}`
  if (!text.includes('.')) return []
  const sentences = text.split(/(?<=[.!?;])\s+|\n+/)
  const files = sentences.flatMap((sentence) =>
    writes.test(sentence) ? [...sentence.matchAll(fileName)].map(([name]) => name.replace(/^\.\//, '')) : [],
  )
  return [...new Set(files)].filter((file) => !everywhere.test(file))
}
