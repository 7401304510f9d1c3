import { useId } from 'react'
import { priorities } from '#shared/model/task.ts'
import { renameKey } from '../../../entities/plans/edits/keys.ts'
import { usePlanDocumentStore } from '../../../stores/plan-document-context.tsx'
import { CheckBox } from '../../../ui/controls/check-box.tsx'
import { ChoiceField } from '../../../ui/controls/field.tsx'
import { TokenField } from '../../../ui/controls/token-field.tsx'
import { words } from '../../../words/words.ts'
import { useActions } from '../actions-context.ts'
import { focusView } from '../focus-view.ts'
import { DescriptionField } from './description-field.tsx'
import { LeftText } from './left-text.tsx'
import { LiveText } from './live-text.tsx'
import { ParentField } from './parent-field.tsx'
import { PinField } from './pin-field.tsx'
import { sharedOf, valueOr } from './shared-value.ts'
import { SkillsField } from './skills-field.tsx'
import type { TaskFormProps } from './task-fields.ts'
import { useNaming } from './use-naming.ts'
import { InstantField } from './value-fields.tsx'
import { WaitsField } from './waits-field.tsx'

const text = words.designer.fields

/** What nearly every task has. */
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
        <ChoiceField
          label={text.priority}
          fault={faultOf('priority')}
          value={valueOr(
            sharedOf(tasks, ({ priority }) => priority),
            '',
          )}
          options={[
            ...(sharedOf(tasks, ({ priority }) => priority).is === 'mixed'
              ? [{ value: '', label: words.designer.several }]
              : []),
            ...priorities.map((value) => ({ value, label: words.designer.priorities[value] })),
          ]}
          onChange={(value) => {
            const priority = priorities.find((each) => each === value)
            if (priority !== undefined) onSet({ priority }, text.priority)
          }}
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

/** As long as a task is described by its title only, the two go together. */
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
