import { CircleCheck, Copy, Hand, ListPlus, type LucideIcon, Plus, Shapes } from 'lucide-react'
import { type ClipboardEvent, useMemo, useState } from 'react'
import { words } from '#shared/words/words.ts'
import { addTask, addTasks, type Place } from '../../../entities/plans/edits/tasks.ts'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { ChoiceBox, ChoiceDialog } from '../../../ui/controls/choice-box.tsx'
import { useActions } from '../actions.ts'
import { linesOf } from '../clipboard/pasted-text.ts'
import { focusView, useDesignerUi, useDesignerUiStore } from '../designer-ui.ts'
import { listAble, useRoster } from '../roster/roster.ts'
import { type Choice, findChoices, listTemplates } from './find-choices.ts'

/** Dialog to choose the kind of a new task for a position in the plan. */
export function AddTask() {
  const ui = useDesignerUiStore()
  const actions = useActions()
  const place = useDesignerUi(({ picking }) => picking)
  const title = usePlanDocument(({ document: { tasks } }) =>
    place === null
      ? ''
      : titleOf(place, (key) => tasks.find((task) => task.key === key)?.title.trim() || String(key)),
  )
  const close = () => ui.setState({ picking: null })
  const choose = ({ adds }: Choice) => {
    if (place === null) return
    close()
    if (adds.kind === 'lines') actions.act(addTasks(adds.titles, place))
    else if (adds.title === null) actions.add(place)
    else actions.act(addTask(adds.title, place, adds.fields))
  }
  return (
    <ChoiceDialog
      title={title}
      isTitleShown
      isOpen={place !== null}
      onClose={close}
      finalFocus={() => {
        // A new task without a title moves the focus to its name field.
        if (ui.getState().naming === null) focusView()
        return false
      }}
    >
      <TaskChooser onChoose={choose} />
    </ChoiceDialog>
  )
}

function titleOf({ after = null, before = null }: Place, nameOf: (key: string) => string): string {
  const says = words.taskKinds
  if (after !== null && before !== null) return says.addBetween(nameOf(after), nameOf(before))
  if (after !== null) return says.addAfter(nameOf(after))
  return before === null ? says.add : says.addBefore(nameOf(before))
}

const says = words.taskKinds

/** Templates and tasks, filtered by title or kind of work. */
function TaskChooser({ onChoose }: { onChoose: (choice: Choice) => void }) {
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
    // A single-line field would join the lines into one.
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
      option={(choice) => <TaskChoice choice={choice} />}
      onChoose={onChoose}
      hint={says.hint}
      verb={says.choose}
    />
  )
}

const icons: Readonly<Record<Choice['group'], LucideIcon>> = { begin: Plus, kinds: Shapes, plan: Copy }

/** An option of the list: title, possible agents, and included settings. */
function TaskChoice({ choice: { title, about, group, adds } }: { choice: Choice }) {
  const Icon = adds.kind === 'lines' ? ListPlus : icons[group]
  return (
    <>
      <Icon size={15} aria-hidden className="shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        <span className="block truncate">{title}</span>
        <span className="block truncate text-muted text-sm">{about}</span>
      </span>
      {adds.kind === 'task' && <Brings fields={adds.fields} />}
    </>
  )
}

function Brings({ fields }: { fields: Extract<Choice['adds'], { kind: 'task' }>['fields'] }) {
  const roster = useRoster()
  const crew = usePlanDocument(({ document }) => document.crew)
  const { requiredSkills = [], gate, requiresApproval = false, doneWhen = [] } = fields
  const ableOf = (asked: readonly string[] | null) => listAble(roster, requiredSkills, asked).names.length
  const inCrew = ableOf(crew)
  return (
    <span className="flex shrink-0 items-center gap-2 text-muted text-sm">
      {(gate !== undefined || requiresApproval) && (
        <Hand size={14} role="img" aria-label={says.asked} className="text-attention" />
      )}
      {doneWhen.length > 0 && <CircleCheck size={14} role="img" aria-label={says.checked} />}
      {requiredSkills.length > 0 && (
        <span className="tabular" title={requiredSkills.join(', ')}>
          {inCrew > 0 || crew === null ? says.able(inCrew) : says.outside(ableOf(null))}
        </span>
      )}
    </span>
  )
}
