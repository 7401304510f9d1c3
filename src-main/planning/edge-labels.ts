import type { TaskDefinition } from '#shared/model/task-definition.ts'

/** Meaning of an arrow's label: the source task succeeds, or fails. */
export type EdgeLabel = 'yes' | 'no'

const words: ReadonlyMap<string, EdgeLabel> = new Map([
  ...'yes y true ok success succeeded pass passed ja'.split(' ').map((word) => [word, 'yes'] as const),
  ...'no n false fail failed failure error nein'.split(' ').map((word) => [word, 'no'] as const),
])

/** Null if the label is not a condition. */
export function readEdgeLabel(text: string): EdgeLabel | null {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[.!?:]$/, '')
  return words.get(word) ?? null
}

export interface LabelledDependency {
  readonly key: string
  /** Null if the arrow has no label. */
  readonly label: EdgeLabel | null
}

const maxLength = 2000

/**
 * Condition expressed by the labels of the arrows to a task. Undefined: no arrow has a label. Null: the condition
 * cannot be written.
 */
export function conditionOfLabels(dependencies: readonly LabelledDependency[]): string | null | undefined {
  const labels = dependencies.map(({ label }) => label)
  if (labels.every((label) => label === null)) return undefined
  if (!labels.includes('no')) return 'success'
  if (labels.every((label) => label === 'no')) return 'failure'
  const condition = dependencies
    .map(({ key, label }) => `status('${key}') == '${label === 'no' ? 'failed' : 'done'}'`)
    .join(' and ')
  const isPlain = dependencies.every(({ key }) => !/['\\]/.test(key))
  return isPlain && condition.length <= maxLength ? condition : null
}

/** Labels that express the condition of a task, by dependency key; null if labels cannot express it. */
export function labelsOfCondition({
  condition,
  dependsOn,
}: Pick<TaskDefinition, 'condition' | 'dependsOn'>): ReadonlyMap<string, EdgeLabel> | null {
  if (condition === undefined || dependsOn.length === 0) return null
  const failed = new Set(
    condition === 'failure'
      ? dependsOn
      : [...condition.matchAll(/status\('([^']*)'\) == 'failed'/g)].map(([, key]) => key),
  )
  const labelled = [...new Set(dependsOn)].map((key): { key: string; label: EdgeLabel } => ({
    key,
    label: failed.has(key) ? 'no' : 'yes',
  }))
  if (conditionOfLabels(labelled) !== condition) return null
  return new Map(labelled.map(({ key, label }) => [key, label]))
}
