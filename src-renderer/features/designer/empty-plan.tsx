import { useNavigate } from '@tanstack/react-router'
import { Plus, Workflow } from 'lucide-react'
import { useState } from 'react'
import { newAddress } from '../../entities/drafts/use-new-plan.ts'
import { pasteTasks } from '../../entities/plans/edits/paste.ts'
import { Button } from '../../ui/controls/button.tsx'
import { TextArea } from '../../ui/controls/field.tsx'
import { EmptyNote } from '../../ui/notes.tsx'
import { words } from '../../words/words.ts'
import { useActions } from './actions.ts'
import { tasksOfList } from './clipboard/pasted-text.ts'

/** A plan with nothing in it: the three ways to begin. */
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

function ListBox() {
  const actions = useActions()
  const [text, setText] = useState('')
  const tasks = tasksOfList(text)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (tasks.length > 0) actions.act(pasteTasks(tasks, { beside: null, parent: null }))
      }}
    >
      <TextArea
        label={words.designer.empty.list}
        rows={4}
        value={text}
        onChange={setText}
        placeholder={words.designer.empty.listExample}
      />
      <Button type="submit" className="mt-2" disabled={tasks.length === 0}>
        {words.designer.empty.addList(tasks.length)}
      </Button>
    </form>
  )
}

function GoalBox() {
  const [goal, setGoal] = useState('')
  const navigate = useNavigate()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (goal.trim() !== '')
          void navigate({
            to: '/plans/$planId',
            params: { planId: newAddress },
            search: { goal: goal.trim() },
          })
      }}
    >
      <TextArea
        label={words.designer.empty.goal}
        rows={4}
        maxLength={10_000}
        value={goal}
        onChange={setGoal}
        placeholder={words.designer.empty.goalExample}
      />
      <Button type="submit" className="mt-2" disabled={goal.trim() === ''}>
        {words.designer.empty.planGoal}
      </Button>
    </form>
  )
}
