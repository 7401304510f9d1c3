import { X } from 'lucide-react'
import { useMemo } from 'react'
import { z } from 'zod'
import { words } from '#shared/words/words.ts'
import type { DraftTask } from '../../../entities/plans/edits/edit.ts'
import { changeTasks, setTasks } from '../../../entities/plans/edits/tasks.ts'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { usePreference } from '../../../stores/preference.ts'
import { IconButton } from '../../../ui/controls/button.tsx'
import { ResizeHandle } from '../../../ui/controls/resize-handle.tsx'
import { useActions } from '../actions.ts'
import { findingsOf, useFindings } from '../findings/findings.tsx'
import { Basics } from './basics.tsx'
import { CheckSection } from './check-section.tsx'
import { GateSection } from './gate-section.tsx'
import { MoneySection } from './money-section.tsx'
import { PlanForm } from './plan-form.tsx'
import { RunSection } from './run-section.tsx'
import { findFault, type TaskFormProps } from './task-fields.ts'

const [minWidth, maxWidth] = [320, 640]
const widthSchema = z.number().min(minWidth).max(maxWidth)

/** The editor of the selection: one task, several tasks, or the plan. */
export function InspectorPanel({ onClose }: { onClose: () => void }) {
  const [width, setWidth] = usePreference('designer inspector width', widthSchema, 360)
  const keys = usePlanDocument(({ selection }) => selection.keys)
  const all = usePlanDocument(({ document }) => document.tasks)
  const tasks = useMemo(() => (keys.size === 0 ? [] : all.filter(({ key }) => keys.has(key))), [keys, all])
  const [only] = tasks
  const title =
    only === undefined
      ? words.designer.inspector.plan
      : tasks.length > 1
        ? words.designer.inspector.several(tasks.length)
        : only.kind === 'group'
          ? words.designer.inspector.group
          : words.designer.inspector.task
  return (
    <aside
      aria-label={words.designer.inspector.title}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
      style={{ width }}
      className="absolute inset-y-0 end-0 z-20 flex max-w-[440px] shrink-0 flex-col border-line border-s bg-surface shadow-high max-lg:w-full! lg:relative lg:max-w-none lg:shadow-none"
    >
      <ResizeHandle
        label={words.designer.inspector.width}
        width={width}
        min={minWidth}
        max={maxWidth}
        onWidth={setWidth}
      />
      <div className="flex h-10 shrink-0 items-center justify-between gap-2 border-line border-b pe-2 ps-4">
        <h2 className="min-w-0 truncate font-semibold">{title}</h2>
        <IconButton label={words.designer.inspector.close} icon={X} onClick={onClose} className="size-7" />
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        {only === undefined ? <PlanForm /> : <TaskForm key={[...keys].join('\n')} tasks={tasks} />}
      </div>
    </aside>
  )
}

/** Form for a task, or for the common fields of several tasks. */
function TaskForm({ tasks }: { tasks: readonly DraftTask[] }) {
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
