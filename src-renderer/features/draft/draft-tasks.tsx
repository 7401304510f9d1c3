import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { ScopeResponse } from '#shared/contract/seed.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { plural } from '../../ui/format.ts'
import { DraftTaskRow } from './draft-task-row.tsx'
import { addTask, depthsOf, editTask, moveTask, removeTask } from './edits.ts'

interface DraftTasksProps {
  readonly document: PlanDocument
  readonly scope: ScopeResponse | null
  readonly onChange: (document: PlanDocument) => void
}

/** An imported plan can have thousands: they are drawn on request. */
const shownAtFirst = 100

export function DraftTasks({ document, scope, onChange }: DraftTasksProps) {
  const { tasks } = document
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? tasks : tasks.slice(0, shownAtFirst)
  const titles = new Map(tasks.map(({ key, title }) => [key, title]))
  const depths = depthsOf(document)
  const hardness = new Map(scope?.complexity.map((each) => [each.task_id, each]))
  const seen = new Map<string, number>()
  return (
    <section aria-label={plural(tasks.length, 'task')}>
      <h3 className="mb-2 font-medium">{plural(tasks.length, 'task')}</h3>
      {tasks.length > 0 && (
        <ul className="overflow-hidden rounded-lg border border-line">
          {shown.map((task) => {
            // A plan with a fault can have a key twice.
            const times = (seen.get(task.key) ?? 0) + 1
            seen.set(task.key, times)
            return (
              <DraftTaskRow
                key={`${task.key} ${times}`}
                document={document}
                task={task}
                depth={depths.get(task.key) ?? 0}
                titles={titles}
                complexity={hardness.get(task.key)}
                onEdit={(edit) => onChange(editTask(document, task.key, edit))}
                onMove={(by) => onChange(moveTask(document, task.key, by))}
                onRemove={() => onChange(removeTask(document, task.key))}
              />
            )
          })}
        </ul>
      )}
      {shown.length < tasks.length && (
        <Button className="mt-3" onClick={() => setWhole(true)}>
          Show all {plural(tasks.length, 'task')}
        </Button>
      )}
      <AddTask onAdd={(title) => onChange(addTask(document, title))} />
    </section>
  )
}

function AddTask({ onAdd }: { onAdd: (title: string) => void }) {
  const [title, setTitle] = useState('')
  return (
    <form
      className="mt-3 flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (title.trim() === '') return
        onAdd(title.trim())
        setTitle('')
      }}
    >
      <div className="min-w-0 flex-1">
        <TextField
          label="One more task"
          value={title}
          onChange={setTitle}
          maxLength={500}
          placeholder="Write a guide for its users"
        />
      </div>
      <Button icon={Plus} type="submit" disabled={title.trim() === ''}>
        Add
      </Button>
    </form>
  )
}
