import { useMemo } from 'react'
import { useAgentNames } from '../../../entities/agents/agent-names.ts'
import { parentsOf } from '../../../entities/plans/edits/tree.ts'
import { matchTasks } from '../../../entities/tasks/filter/match.ts'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { useDesignerUi } from '../designer-ui.ts'
import { useFindings } from '../findings/findings-context.tsx'
import { planFilterOf } from './plan-filter.ts'

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
