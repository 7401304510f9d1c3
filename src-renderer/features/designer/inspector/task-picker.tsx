import { X } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
import { IconButton } from '../../../ui/controls/button.tsx'
import { ChoiceList, useChoiceList } from '../../../ui/controls/choice-list.tsx'
import { type FaultText, TextField } from '../../../ui/controls/field.tsx'
import { words } from '../../../words/words.ts'

export interface Choice {
  readonly key: string
  readonly title: string
  /** Why it cannot be chosen; null: it can. */
  readonly refusal: string | null
}

interface TaskPickerProps {
  readonly label: string
  readonly chosen: readonly Choice[]
  /** Asked when one looks for something: the best matches, a few dozen at most. */
  readonly find: (typed: string) => readonly Choice[]
  readonly onAdd: (key: string) => void
  readonly onRemove: (key: string) => void
  readonly fault?: FaultText | undefined
}

/** Tasks, chosen by typing a part of their title. */
export function TaskPicker({ label, chosen, find, onAdd, onRemove, fault }: TaskPickerProps) {
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
