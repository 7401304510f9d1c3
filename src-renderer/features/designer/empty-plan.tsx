import { useNavigate } from '@tanstack/react-router'
import { Plus, Workflow } from 'lucide-react'
import { useState } from 'react'
import { words } from '#shared/words/words.ts'
import { newAddress } from '../../entities/drafts/use-new-plan.ts'
import { pasteTasks } from '../../entities/plans/edits/paste.ts'
import { Button } from '../../ui/controls/button.tsx'
import { TextArea } from '../../ui/controls/field.tsx'
import { EmptyNote } from '../../ui/notes.tsx'
import { useActions } from './actions.ts'
import { tasksOfList } from './clipboard/pasted-text.ts'

/** An empty plan, with three ways to start. */
export function EmptyPlan() {
  const actions = useActions()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by key
    <div tabIndex={0} className="h-full overflow-auto">
      <EmptyNote
        icon={Workflow}
        title={words.designer.empty.title}
        action={
          <Button icon={Plus} look="primary" onClick={() => actions.add({})}>
            {words.designer.empty.addFirst}
          </Button>
        }
      >
        {words.designer.empty.about}
      </EmptyNote>
      <div className="mx-auto grid max-w-[720px] gap-6 px-6 pb-10 sm:grid-cols-2">
        <ListBox />
        <GoalBox />
      </div>
    </div>
  )
}

interface BeginFormProps {
  readonly label: string
  readonly example: string
  readonly submit: string
  readonly maxLength?: number
  readonly text: string
  readonly onText: (text: string) => void
  /** Null while there is no usable text. */
  readonly onSubmit: (() => void) | null
}

function BeginForm({ label, example, submit, maxLength, text, onText, onSubmit }: BeginFormProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit?.()
      }}
    >
      <TextArea {...{ label, maxLength }} rows={4} value={text} onChange={onText} placeholder={example} />
      <Button type="submit" className="mt-2" disabled={onSubmit === null}>
        {submit}
      </Button>
    </form>
  )
}

function ListBox() {
  const actions = useActions()
  const [text, onText] = useState('')
  const tasks = tasksOfList(text)
  const { list, listExample, addList } = words.designer.empty
  const add = () => actions.act(pasteTasks(tasks, { beside: null, parent: null }))
  return (
    <BeginForm
      {...{ label: list, example: listExample, submit: addList(tasks.length), text, onText }}
      onSubmit={tasks.length === 0 ? null : add}
    />
  )
}

function GoalBox() {
  const [text, onText] = useState('')
  const navigate = useNavigate()
  const goal = text.trim()
  const { goal: label, goalExample, planGoal } = words.designer.empty
  const plan = () => void navigate({ to: '/plans/$planId', params: { planId: newAddress }, search: { goal } })
  return (
    <BeginForm
      {...{ label, example: goalExample, submit: planGoal, maxLength: 10_000, text, onText }}
      onSubmit={goal === '' ? null : plan}
    />
  )
}
