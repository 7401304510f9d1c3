import { useMemo } from 'react'
import { priorities, taskKinds } from '#shared/model/task.ts'
import { type NameOfAgent, useAgentNames } from '../../../entities/agents/agent-names.ts'
import type { DraftTask } from '../../../entities/plans/edits/edit.ts'
import { parentsOf } from '../../../entities/plans/edits/tree.ts'
import { matchTasks } from '../../../entities/tasks/filter/match.ts'
import type { FilterSubject } from '../../../entities/tasks/filter/query.ts'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { useDesignerUi } from '../designer-ui.ts'
import { type Findings, findingsOf, useFindings } from '../findings/findings.tsx'

/** What of the plan is looked for, and what of it is found. */
export function useFound() {
  const text = useDesignerUi(({ find }) => find)
  const tasks = usePlanDocument(({ document }) => document.tasks)
  const findings = useFindings((all) => all)
  const nameOf = useAgentNames()
  const subject = useMemo(() => planFilterOf(findings, nameOf), [findings, nameOf])
  const byKey = useMemo(() => new Map(tasks.toReversed().map((task) => [task.key, task])), [tasks])
  const matched = useMemo(
    () => (text === null ? null : matchTasks(text, byKey, subject)),
    [text, byKey, subject],
  )
  const dimmed = useMemo(() => {
    if (matched === null) return none
    const parents = parentsOf(tasks)
    const bright = new Set(matched)
    for (const key of bright) {
      const parent = parents.get(key) ?? null
      if (parent !== null) bright.add(parent)
    }
    return new Set(tasks.flatMap(({ key }) => (bright.has(key) ? [] : [key])))
  }, [matched, tasks])
  /** In the order of the plan. */
  const found = useMemo(
    () => (matched === null ? [] : [...byKey.keys()].reverse().filter((key) => matched.has(key))),
    [matched, byKey],
  )
  return { text, byKey, subject, matched, found, dimmed }
}

export type Found = ReturnType<typeof useFound>

const none: ReadonlySet<string> = new Set()

/** What of a task of a plan can be asked for; of a list that is empty, `none`. An agent by its name, or by its id. */
export const planFilterOf = (findings: Findings, nameOf: NameOfAgent): FilterSubject<DraftTask> => ({
  fields: ['agent', 'skill', 'tag', 'priority', 'group', 'key', 'kind', 'gate', 'problem'],
  inPart: new Set(['skill', 'tag', 'group', 'key']),
  textOf: ({ title, key, description }) => [title, key, description],
  valuesOf: (field, task) => {
    switch (field) {
      case 'agent':
        return task.pin === undefined ? ['none'] : [task.pin, nameOf(task.pin)]
      case 'skill':
        return task.kind === 'group' ? [] : orNone(task.requiredSkills)
      case 'tag':
        return orNone(task.tags)
      case 'priority':
        return [task.priority]
      case 'group':
        return orNone(task.parent === null ? [] : [task.parent])
      case 'kind':
        return [task.kind]
      case 'gate':
        return orNone(gatesOf(task))
      case 'problem':
        return orNone(findingsOf(findings, task.key).map(({ severity }) => severity))
      default:
        return [task.key]
    }
  },
  listOffered: (field, tasks) => {
    switch (field) {
      case 'priority':
        return priorities
      case 'kind':
        return taskKinds
      case 'agent':
        return tasks.map(({ pin }) => (pin === undefined ? 'none' : nameOf(pin)))
      default:
        return null
    }
  },
})

const orNone = (values: readonly string[]): readonly string[] => (values.length === 0 ? ['none'] : values)

const gatesOf = ({ gate, requiresApproval }: DraftTask): readonly string[] =>
  gate !== undefined ? [gate.when] : requiresApproval ? ['before'] : []
