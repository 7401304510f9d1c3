import { useCallback, useMemo } from 'react'
import type { DraftTask } from '../../../entities/plans/edits/edit.ts'
import { createRefusal } from '../../../entities/plans/edits/links.ts'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import type { FaultText } from '../../../ui/controls/field.tsx'
import { words } from '../../../words/words.ts'
import { useActions } from '../actions-context.ts'
import { type Choice, TaskPicker } from './task-picker.tsx'

const maxFound = 40

/** What must be done before it. What would close a loop is shown with the loop, and cannot be chosen. */
export function WaitsField({ task, fault }: { task: DraftTask; fault: FaultText | undefined }) {
  const document = usePlanDocument((state) => state.document)
  const actions = useActions()
  const titles = useMemo(() => {
    const waited = new Set(task.dependsOn)
    const there = document.tasks.filter(({ key }) => waited.has(key))
    return new Map(there.map(({ key, title }) => [key, title || key]))
  }, [document.tasks, task.dependsOn])
  const { key, dependsOn } = task
  const find = useCallback(
    (typed: string): readonly Choice[] => {
      const refuse = createRefusal(document)
      const sought = typed.trim().toLowerCase()
      const found: Choice[] = []
      for (const each of document.tasks) {
        if (found.length === maxFound) break
        if (each.key === key || dependsOn.includes(each.key)) continue
        if (sought !== '' && !`${each.title}\n${each.key}`.toLowerCase().includes(sought)) continue
        found.push({ key: each.key, title: each.title || each.key, refusal: refuse(each.key, key) })
      }
      return found.sort((a, b) => Number(a.refusal !== null) - Number(b.refusal !== null))
    },
    [document, dependsOn, key],
  )
  return (
    <TaskPicker
      label={words.designer.fields.waits}
      chosen={dependsOn.map((each) => ({ key: each, title: titles.get(each) ?? each, refusal: null }))}
      find={find}
      onAdd={(from) => actions.connect(from, key)}
      onRemove={(from) => actions.disconnect(from, key)}
      fault={fault}
    />
  )
}
