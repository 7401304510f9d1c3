import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
import { useRpc } from '../../rpc/context.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Field, TextArea, TextField } from '../../ui/field.tsx'
import type { DraftTaskProps } from './draft-task-row.tsx'
import { moveTask, skillOf } from './edits.ts'
import { listWaits } from './waits.ts'

/** All of a task that is changed by hand, beside its title. */
export function TaskFields(props: DraftTaskProps) {
  const { task, onEdit } = props
  const { description, kind, gate } = task
  return (
    <div className="flex flex-col gap-4 pt-1 pr-3 pb-4 pl-9">
      <Description key={description} text={description} onLeave={(text) => onEdit({ description: text })} />
      {kind === 'task' && <Skills {...props} />}
      <Waits {...props} />
      <Place {...props} />
      {gate !== undefined && (
        <p className="text-muted text-sm">
          {gate.question ??
            (gate.when === 'before' ? 'You are asked before it starts.' : 'You are asked about its result.')}
        </p>
      )}
    </div>
  )
}

function Description({ text, onLeave }: { text: string; onLeave: (text: string) => void }) {
  const [typed, setTyped] = useState(text)
  return (
    <TextArea
      label="What to do"
      rows={5}
      maxLength={100_000}
      value={typed}
      onChange={setTyped}
      onBlur={() => typed.trim() !== '' && typed !== text && onLeave(typed)}
    />
  )
}

/** What an agent must be able to do; the skills of those that are here are offered. */
function Skills({ task: { requiredSkills: skills }, onEdit }: DraftTaskProps) {
  const { orpc } = useRpc()
  const agents = useQuery(orpc.agents.list.queryOptions())
  const [typed, setTyped] = useState('')
  const listId = useId()
  const known = [...new Set(agents.data?.flatMap((agent) => agent.skills))].sort()
  const add = () => {
    const skill = skillOf(typed)
    setTyped('')
    if (skill !== '' && !skills.includes(skill)) onEdit({ requiredSkills: [...skills, skill] })
  }
  return (
    <>
      <TextField
        label="Needs the skill"
        above={
          <Chips
            of="skill"
            items={skills.map((skill) => ({ id: skill, name: skill }))}
            onRemove={(skill) => onEdit({ requiredSkills: skills.filter((each) => each !== skill) })}
          />
        }
        value={typed}
        onChange={setTyped}
        list={listId}
        maxLength={100}
        placeholder="web_search"
        onBlur={add}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          add()
        }}
      />
      <datalist id={listId}>
        {known
          .filter((skill) => !skills.includes(skill))
          .map((skill) => (
            <option key={skill} value={skill} />
          ))}
      </datalist>
    </>
  )
}

/** What must be done before it; what would close a loop is not offered. */
function Waits({ document, task: { key, dependsOn }, titles, onEdit }: DraftTaskProps) {
  const possible = useMemo(() => listWaits(document, key), [document, key])
  return (
    <Field
      label="Waits for"
      above={
        <Chips
          of="wait for"
          items={dependsOn.map((each) => ({ id: each, name: titles.get(each) ?? each }))}
          onRemove={(gone) => onEdit({ dependsOn: dependsOn.filter((each) => each !== gone) })}
        />
      }
    >
      {(props) => (
        <select
          {...props}
          value=""
          disabled={possible.length === 0}
          onChange={({ target }) => onEdit({ dependsOn: [...dependsOn, target.value] })}
          className="h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 disabled:opacity-60"
        >
          <option value="">
            {possible.length === 0 ? 'Nothing more it could wait for' : 'One more task …'}
          </option>
          {possible.map((each) => (
            <option key={each.key} value={each.key}>
              {each.title}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

interface ChipsProps {
  readonly of: string
  readonly items: readonly { readonly id: string; readonly name: string }[]
  readonly onRemove: (id: string) => void
}

function Chips({ of, items, onRemove }: ChipsProps) {
  if (items.length === 0) return null
  return (
    <ul className="mb-1.5 flex flex-wrap gap-1.5">
      {[...new Map(items.map((item) => [item.id, item])).values()].map(({ id, name }) => (
        <li key={id} className="flex max-w-full items-center rounded-md bg-hover pl-2">
          <span className="min-w-0 truncate">{name}</span>
          <IconButton
            label={`Remove the ${of} ${name}`}
            icon={X}
            className="size-7"
            onClick={() => onRemove(id)}
          />
        </li>
      ))}
    </ul>
  )
}

function Place({ document, task: { key }, onMove }: DraftTaskProps) {
  const canMove = (by: 1 | -1) => moveTask(document, key, by) !== document
  return (
    <div className="flex flex-wrap gap-2">
      <Button icon={ArrowUp} disabled={!canMove(-1)} title="Alt+↑ in its title" onClick={() => onMove(-1)}>
        Move up
      </Button>
      <Button icon={ArrowDown} disabled={!canMove(1)} title="Alt+↓ in its title" onClick={() => onMove(1)}>
        Move down
      </Button>
    </div>
  )
}
