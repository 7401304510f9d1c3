import { useCallback, useEffect, useId, useRef, useState } from 'react'
import { priorities } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import { renameKey } from '../../../entities/plans/edits/keys.ts'
import { usePlanDocumentStore } from '../../../stores/plan-document-context.tsx'
import { CheckBox } from '../../../ui/controls/check-box.tsx'
import { TokenField } from '../../../ui/controls/token-field.tsx'
import { Markdown } from '../../../ui/text/markdown.tsx'
import { useActions } from '../actions.ts'
import { focusView, useDesignerUi, useDesignerUiStore } from '../designer-ui.ts'
import { PinField, SkillsField } from './agent-fields.tsx'
import { ParentField, WaitsField } from './link-fields.tsx'
import type { TaskFormProps } from './task-fields.ts'
import { LeftText, LiveText } from './text-fields.tsx'
import { InstantField, SharedChoice, sharedOf } from './value-fields.tsx'

const text = words.designer.fields

export function Basics(props: TaskFormProps) {
  const { tasks, onSet, onChangeEach, faultOf } = props
  const [only] = tasks
  const isOne = tasks.length === 1 && only !== undefined
  const hasWork = tasks.some(({ kind }) => kind === 'task')
  const tags = [...new Set(tasks.flatMap((task) => task.tags))]
  return (
    <div className="flex flex-col gap-3.5 p-4">
      {isOne && <TitleField {...props} />}
      {isOne && (
        <DescriptionField
          text={only.description}
          onChange={(description) => onSet({ description }, text.description)}
        />
      )}
      {hasWork && <SkillsField {...props} />}
      {hasWork && <PinField {...props} />}
      {isOne && <WaitsField task={only} fault={faultOf('waits')} />}
      <div className="grid grid-cols-2 gap-3">
        <SharedChoice
          label={text.priority}
          fault={faultOf('priority')}
          shared={sharedOf(tasks, ({ priority }) => priority)}
          options={priorities.map((value) => ({ value, label: words.designer.priorities[value] }))}
          onChange={(priority) => onSet({ priority }, text.priority)}
        />
        <ParentField tasks={tasks} fault={faultOf('parent')} />
      </div>
      <InstantField
        label={text.due}
        fault={faultOf('due')}
        shared={sharedOf(tasks, ({ dueAt }) => dueAt ?? undefined)}
        onChange={(dueAt) => onSet({ dueAt: dueAt ?? null }, text.due)}
      />
      <TokenField
        label={text.tags}
        of={words.designer.tag}
        tokens={tags}
        onChange={(next) =>
          onChangeEach(
            (task) => ({
              tags: [
                ...new Set([
                  ...task.tags.filter((tag) => next.includes(tag)),
                  ...next.filter((tag) => !tags.includes(tag)),
                ]),
              ],
            }),
            text.tags,
          )
        }
      />
      {hasWork && (
        <CheckBox
          label={text.isDone}
          showsLabel
          isChecked={tasks.every(({ isDone }) => isDone === true)}
          onChange={(isDone) => onSet({ isDone: isDone ? true : undefined }, text.isDone)}
        />
      )}
      {isOne && <KeyField {...props} />}
    </div>
  )
}

function TitleField({ tasks, onSet, faultOf }: TaskFormProps) {
  const [task] = tasks
  const inputRef = useNaming(task?.key ?? null)
  if (task === undefined) return null
  return (
    <LiveText
      label={text.title}
      value={task.title}
      isRequired
      isGrowing
      maxLength={500}
      fault={faultOf('title')}
      inputRef={inputRef}
      onChange={(title) => onSet({ title, ...descriptionOf(task, title) }, text.title)}
      onEnter={focusView}
    />
  )
}

/** Keeps title and description equal as long as the description only repeats the title. */
const descriptionOf = ({ title, description }: { title: string; description: string }, next: string) =>
  description === title ? { description: next } : {}

function KeyField({ tasks, faultOf }: TaskFormProps) {
  const actions = useActions()
  const plan = usePlanDocumentStore()
  const hint = useId()
  const [task] = tasks
  if (task === undefined) return null
  return (
    <div>
      <LeftText
        label={text.key}
        value={task.key}
        maxLength={200}
        fault={faultOf('key')}
        aria-describedby={hint}
        onLeave={(key) => actions.act(renameKey(plan.getState().document, task.key, key))}
      />
      <p id={hint} className="mt-1 text-muted text-sm">
        {words.designer.keyHint}
      </p>
    </div>
  )
}

/** Markdown description, as an editor or a preview. */
function DescriptionField({ text: written, onChange }: { text: string; onChange: (text: string) => void }) {
  const [isRead, setRead] = useState(false)
  return (
    <div className="relative">
      <button
        type="button"
        aria-pressed={isRead}
        disabled={written.trim() === ''}
        onClick={() => setRead(!isRead)}
        className="absolute -top-1 end-0 z-10 min-h-6 rounded-sm px-1 text-accent text-sm hover:underline disabled:hidden"
      >
        {isRead ? words.designer.write : words.designer.preview}
      </button>
      {isRead ? (
        <>
          <p className="mb-1 font-medium text-muted text-sm">{words.designer.fields.description}</p>
          <div className="rounded-md border border-line bg-sunken px-2.5 py-2">
            <Markdown text={written} />
          </div>
        </>
      ) : (
        <LiveText
          label={words.designer.fields.description}
          rows={5}
          maxLength={100_000}
          value={written}
          onChange={onChange}
        />
      )}
    </div>
  )
}

/** Focuses the title field of a task to be named, with the text selected. */
function useNaming(key: string | null): (input: HTMLInputElement | HTMLTextAreaElement | null) => void {
  const ui = useDesignerUiStore()
  const isMeant = useDesignerUi(({ naming, view }) => view !== 'outline' && naming !== null && naming === key)
  const input = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null)
  useEffect(() => {
    if (!isMeant || input.current === null) return
    input.current.focus()
    input.current.select()
    ui.setState({ naming: null })
  }, [isMeant, ui])
  return useCallback((element) => {
    input.current = element
  }, [])
}
