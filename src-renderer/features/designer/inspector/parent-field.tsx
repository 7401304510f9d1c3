import { useMemo } from 'react'
import { withParts } from '#shared/task-removal.ts'
import type { DraftTask } from '../../../entities/plans/edits/edit.ts'
import { moveInto } from '../../../entities/plans/edits/groups.ts'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { ChoiceField, type FaultText } from '../../../ui/controls/field.tsx'
import { words } from '../../../words/words.ts'
import { useActions } from '../actions-context.ts'
import { sharedOf } from './shared-value.ts'

interface ParentFieldProps {
  readonly tasks: readonly DraftTask[]
  readonly fault: FaultText | undefined
}

const noGroup = ''
const mixed = '\n'

/** The group they are in; nothing is offered to be put into itself. */
export function ParentField({ tasks, fault }: ParentFieldProps) {
  const document = usePlanDocument((state) => state.document)
  const actions = useActions()
  const keys = useMemo(() => new Set(tasks.map(({ key }) => key)), [tasks])
  const groups = useMemo(() => {
    const all = document.tasks.filter(({ kind }) => kind === 'group')
    if (!all.some(({ key }) => keys.has(key))) return all
    const inside = withParts(document.tasks, keys)
    return all.filter(({ key }) => !inside.has(key))
  }, [document.tasks, keys])
  const shared = sharedOf(tasks, ({ parent }) => parent)
  const value = shared.is === 'mixed' ? mixed : (shared.value ?? noGroup)
  const isKnown = shared.is === 'mixed' || shared.value === null || groups.some(({ key }) => key === value)
  return (
    <ChoiceField
      label={words.designer.fields.parent}
      fault={fault}
      value={value}
      options={[
        ...(shared.is === 'mixed' ? [{ value: mixed, label: words.designer.several }] : []),
        ...(isKnown ? [] : [{ value, label: words.designer.notThere(value) }]),
        { value: noGroup, label: words.designer.noGroup },
        ...groups.map(({ key, title }) => ({ value: key, label: title || key })),
      ]}
      onChange={(next) => {
        if (next !== mixed) actions.act(moveInto(document, keys, next === noGroup ? null : next))
      }}
    />
  )
}
