import { X } from 'lucide-react'
import { useCallback, useId, useMemo, useState } from 'react'
import { withParts } from '#shared/task-removal.ts'
import { words } from '#shared/words/words.ts'
import type { DraftTask } from '../../../entities/plans/edits/edit.ts'
import { moveInto } from '../../../entities/plans/edits/groups.ts'
import { createRefusal } from '../../../entities/plans/edits/links.ts'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { IconButton } from '../../../ui/controls/button.tsx'
import { ChoiceList, useChoiceList } from '../../../ui/controls/choice-list.tsx'
import { type FaultText, TextField } from '../../../ui/controls/field.tsx'
import { useActions } from '../actions.ts'
import { SharedChoice, sharedOf } from './value-fields.tsx'

interface ParentFieldProps {
  readonly tasks: readonly DraftTask[]
  readonly fault: FaultText | undefined
}

/** Parent group of the tasks. Groups inside the selected tasks are not offered. */
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
  return (
    <SharedChoice
      label={words.designer.fields.parent}
      fault={fault}
      shared={sharedOf(tasks, ({ parent }) => parent ?? '')}
      unlisted={words.designer.notThere}
      options={[
        { value: '', label: words.designer.noGroup },
        ...groups.map(({ key, title }) => ({ value: key, label: title || key })),
      ]}
      onChange={(group) => actions.act(moveInto(document, keys, group || null))}
    />
  )
}

const maxFound = 40

/** Dependencies of a task. A dependency that would close a cycle shows the cycle and cannot be selected. */
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

interface Choice {
  readonly key: string
  readonly title: string
  /** Reason why the task cannot be selected; null if it can. */
  readonly refusal: string | null
}

interface TaskPickerProps {
  readonly label: string
  readonly chosen: readonly Choice[]
  /** Returns the matching tasks for a search, limited to a few dozen. */
  readonly find: (typed: string) => readonly Choice[]
  readonly onAdd: (key: string) => void
  readonly onRemove: (key: string) => void
  readonly fault?: FaultText | undefined
}

/** Selects tasks by a part of their title. */
function TaskPicker({ label, chosen, find, onAdd, onRemove, fault }: TaskPickerProps) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(false)
  const found = useMemo(() => (isOpen ? find(typed) : []), [isOpen, typed, find])
  const choose = (index: number) => {
    const choice = found[index]
    if (choice === undefined || choice.refusal !== null) return
    onAdd(choice.key)
    setTyped('')
    list.setAt(0)
  }
  const list = useChoiceList({ id, isOpen, count: found.length, onOpen: setOpen, onChoose: choose })
  return (
    <div className="relative">
      <TextField
        label={label}
        fault={fault}
        above={<Chosen chosen={chosen} onRemove={onRemove} />}
        value={typed}
        onChange={(text) => {
          setTyped(text)
          setOpen(true)
          list.setAt(0)
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={list.onKeyDown}
        placeholder={words.designer.waits.search}
        {...list.field}
      />
      {isOpen && (
        <ChoiceList
          {...{ id, label }}
          choices={found.map(({ key, title, refusal }) => ({
            ...{ key, title, note: refusal, isOff: refusal !== null },
          }))}
          at={list.at}
          none={words.designer.waits.none}
          onPoint={list.setAt}
          onChoose={choose}
        />
      )}
    </div>
  )
}

function Chosen({ chosen, onRemove }: Pick<TaskPickerProps, 'chosen' | 'onRemove'>) {
  if (chosen.length === 0) return null
  return (
    <ul className="mb-1.5 flex flex-wrap gap-1.5">
      {[...new Map(chosen.map((each) => [each.key, each])).values()].map(({ key, title }) => (
        <li key={key} className="flex max-w-full items-center rounded-md bg-hover ps-2">
          <span className="min-w-0 truncate" title={title}>
            {title}
          </span>
          <IconButton
            label={words.designer.waits.remove(title)}
            icon={X}
            className="size-7"
            onClick={() => onRemove(key)}
          />
        </li>
      ))}
    </ul>
  )
}
