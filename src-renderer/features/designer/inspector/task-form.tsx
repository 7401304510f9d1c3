import { useMemo } from 'react'
import type { DraftTask } from '../../../entities/plans/edits/edit.ts'
import { changeTasks, setTasks } from '../../../entities/plans/edits/tasks.ts'
import { useActions } from '../actions.ts'
import { findingsOf, useFindings } from '../findings/findings.tsx'
import { Basics } from './basics.tsx'
import { CheckSection } from './check-section.tsx'
import { GateSection } from './gate-section.tsx'
import { MoneySection } from './money-section.tsx'
import { RunSection } from './run-section.tsx'
import { findFault, type TaskFormProps } from './task-fields.ts'

/** The form of one task, or of what several have in common. */
export function TaskForm({ tasks }: { tasks: readonly DraftTask[] }) {
  const actions = useActions()
  const byTask = useFindings((findings) => findings)
  const keys = useMemo(() => tasks.map(({ key }) => key), [tasks])
  const findings = useMemo(() => keys.flatMap((key) => findingsOf(byTask, key)), [keys, byTask])
  const props: TaskFormProps = {
    tasks,
    onSet: (fields, field) => actions.act(setTasks(keys, fields, field)),
    onChangeEach: (change, field) => actions.act(changeTasks(keys, change, field)),
    faultOf: (field) => findFault(findings, field),
  }
  const hasWork = tasks.some(({ kind }) => kind === 'task')
  return (
    <>
      <Basics {...props} />
      <GateSection {...props} />
      {hasWork && <CheckSection {...props} />}
      <RunSection {...props} />
      <MoneySection {...props} />
    </>
  )
}
