import { useMemo } from 'react'
import { priorities, taskKinds } from '#shared/model/task-definition.ts'
import { type NameOfAgent, useAgentNames } from '../../../entities/agents/agent-names.ts'
import type { DraftTask } from '../../../entities/plans/edits/edit.ts'
import { parentsOf } from '../../../entities/plans/edits/tree.ts'
import { matchTasks } from '../../../entities/tasks/filter/match.ts'
import type { FilterSubject } from '../../../entities/tasks/filter/query.ts'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { useDesignerUi } from '../designer-ui.ts'
import { type Findings, findingsOf, useFindings } from '../findings/findings.tsx'
import { whenOf } from '../gate-words.ts'

/** The search text and its matches in the plan. */
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
  /** In plan order. */
  const found = useMemo(
    () => (matched === null ? [] : [...byKey.keys()].reverse().filter((key) => matched.has(key))),
    [matched, byKey],
  )
  return { text, byKey, subject, matched, found, dimmed }
}

export type Found = ReturnType<typeof useFound>

const none: ReadonlySet<string> = new Set()

/** Filter fields of a plan task, with `none` for an empty list. Agents match by name or id. */
export const planFilterOf = (findings: Findings, nameOf: NameOfAgent): FilterSubject<DraftTask> => {
  const values: Readonly<Record<string, (task: DraftTask) => readonly string[]>> = {
    agent: ({ pin }) => (pin === undefined ? ['none'] : [pin, nameOf(pin)]),
    skill: ({ kind, requiredSkills }) => (kind === 'group' ? [] : orNone(requiredSkills)),
    tag: ({ tags }) => orNone(tags),
    priority: ({ priority }) => [priority],
    group: ({ parent }) => orNone(parent === null ? [] : [parent]),
    key: ({ key }) => [key],
    kind: ({ kind }) => [kind],
    gate: (task) => orNone(whenOf(task) === 'none' ? [] : [whenOf(task)]),
    problem: ({ key }) => orNone(findingsOf(findings, key).map(({ severity }) => severity)),
  }
  const offered: Readonly<Record<string, (tasks: readonly DraftTask[]) => readonly string[]>> = {
    priority: () => priorities,
    kind: () => taskKinds,
    agent: (tasks) => tasks.map(({ pin }) => (pin === undefined ? 'none' : nameOf(pin))),
  }
  return {
    fields: Object.keys(values),
    inPart: new Set(['skill', 'tag', 'group', 'key']),
    textOf: ({ title, key, description }) => [title, key, description],
    valuesOf: (field, task) => values[field]?.(task) ?? [],
    listOffered: (field, tasks) => offered[field]?.(tasks) ?? null,
  }
}

const orNone = (values: readonly string[]): readonly string[] => (values.length === 0 ? ['none'] : values)
