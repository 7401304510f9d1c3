import { type ClipboardEvent, useMemo, useState } from 'react'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { ChoiceBox } from '../../../ui/controls/choice-box.tsx'
import { words } from '../../../words/words.ts'
import { linesOf } from '../clipboard/lines.ts'
import { useRoster } from '../roster/use-roster.ts'
import { type Choice, findChoices } from './find-choices.ts'
import { TaskChoice } from './task-choice.tsx'
import { listTemplates } from './templates.ts'

const says = words.taskKinds

/** What can be added, found by its title or by what kind of work it is. */
export function TaskChooser({ onChoose }: { onChoose: (choice: Choice) => void }) {
  const tasks = usePlanDocument(({ document }) => document.tasks)
  const crew = usePlanDocument(({ document }) => document.crew)
  const roster = useRoster()
  const [typed, setTyped] = useState('')
  const [lines, setLines] = useState<readonly string[]>([])
  const templates = useMemo(() => listTemplates(roster, crew), [roster, crew])
  const groups = useMemo(() => {
    const choices = findChoices({ typed, lines }, { tasks, templates })
    return [...Map.groupBy(choices, ({ group }) => group)].map(([id, items]) => ({
      ...{ id, items, label: says.groups[id] },
      title: id === 'begin' ? null : says.groups[id],
    }))
  }, [typed, lines, tasks, templates])
  const onPaste = (event: ClipboardEvent) => {
    const pasted = linesOf(event.clipboardData.getData('text/plain'))
    // A field of one line would make one word of them.
    if (pasted.length < 2) return
    event.preventDefault()
    setLines(pasted)
    setTyped(pasted.join(', '))
  }
  return (
    <ChoiceBox
      label={says.search}
      listLabel={says.add}
      typed={typed}
      onType={(next) => {
        setTyped(next)
        setLines([])
      }}
      onPaste={onPaste}
      groups={groups}
      keyOf={({ id }) => id}
      option={(props) => <TaskChoice key={props.id} {...props} />}
      onChoose={onChoose}
      hint={says.hint}
      verb={says.choose}
    />
  )
}
