import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { DraftTask } from '../../../entities/plans/edits/edit.ts'
import { setTasks } from '../../../entities/plans/edits/tasks.ts'
import { words } from '../../../words/words.ts'
import { useActions } from '../actions-context.ts'
import { useDesignerUiStore } from '../designer-ui.ts'
import { focusView } from '../focus-view.ts'

/** The title where it stands. Enter goes on to one more task below, Tab into the group above, Escape back. */
export function TitleEditor({ task }: { task: DraftTask }) {
  const actions = useActions()
  const ui = useDesignerUiStore()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  const keep = () => {
    const title = input.current?.value.trim() ?? ''
    if (title === '' || title === task.title) return
    const isSame = task.description === task.title
    actions.act(
      setTasks([task.key], { title, ...(isSame && { description: title }) }, words.designer.fields.title),
    )
  }
  const end = () => {
    if (ui.getState().naming === task.key) ui.setState({ naming: null })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Enter') {
      event.preventDefault()
      keep()
      end()
      if (event.shiftKey) focusView()
      else actions.addBeside()
    } else if (event.key === 'Tab') {
      event.preventDefault()
      keep()
      if (event.shiftKey) actions.outdent()
      else actions.indent()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      if (input.current !== null) input.current.value = task.title
      end()
      focusView()
    }
  }
  return (
    <input
      ref={input}
      aria-label={words.designer.outline.titleOf(task.key)}
      defaultValue={task.title}
      maxLength={500}
      onKeyDown={onKeyDown}
      onBlur={() => {
        keep()
        end()
      }}
      className="h-7 w-full min-w-0 rounded-sm border border-accent bg-surface px-1.5"
    />
  )
}
