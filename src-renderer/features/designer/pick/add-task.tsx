import { addTask, addTasks, type Place } from '../../../entities/plans/edits/tasks.ts'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { ChoiceDialog } from '../../../ui/controls/choice-box.tsx'
import { words } from '../../../words/words.ts'
import { useActions } from '../actions-context.ts'
import { useDesignerUi, useDesignerUiStore } from '../designer-ui.ts'
import { focusView } from '../focus-view.ts'
import type { Choice } from './find-choices.ts'
import { TaskChooser } from './task-chooser.tsx'

/** What kind of task is added, and where: over the plan, until one is chosen. */
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
        // What is to be named takes the focus itself.
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
