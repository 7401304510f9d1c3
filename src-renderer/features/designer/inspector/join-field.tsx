import { useMemo } from 'react'
import { type Join, joinSchema, joins } from '#shared/model/task.ts'
import { findBehindBranch, joinOf } from '#shared/task-joins.ts'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { ChoiceField } from '../../../ui/controls/field.tsx'
import { words } from '../../../words/words.ts'
import { sharedOf, valueOr } from './shared-value.ts'
import type { TaskFormProps } from './task-fields.ts'

const text = words.designer.run
const mixed = '?'

/** The join of the tasks; the first option names the default that applies to them. */
export function JoinField({ tasks, onSet, faultOf }: Pick<TaskFormProps, 'tasks' | 'onSet' | 'faultOf'>) {
  const all = usePlanDocument(({ document }) => document.tasks)
  const behindBranch = useMemo(() => findBehindBranch(all), [all])
  const shared = sharedOf(tasks, (task): Join | '' => task.join ?? '')
  const byDefault = sharedOf(tasks, ({ join: _, ...task }) => joinOf(task, behindBranch))
  const value = valueOr(shared, mixed)
  return (
    <div>
      <ChoiceField
        label={text.join}
        fault={faultOf('join')}
        value={value}
        options={[
          ...(value === mixed ? [{ value: mixed, label: words.designer.several }] : []),
          {
            value: '',
            label: byDefault.is === 'one' ? text.joinDefault(text.joins[byDefault.value]) : text.joinDefaults,
          },
          ...joins.map((join) => ({ value: join, label: text.joins[join] })),
        ]}
        onChange={(next) => {
          const join = joinSchema.safeParse(next)
          if (join.success || next === '') onSet({ join: join.success ? join.data : undefined }, text.join)
        }}
      />
      <p className="mt-1 text-muted text-sm">{text.joinHint}</p>
    </div>
  )
}
