import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleSlash, Flag, RotateCcw, UserRoundCog, X } from 'lucide-react'
import { useState } from 'react'
import type { RunView } from '#shared/model/runs/run.ts'
import type { TaskView } from '#shared/model/task.ts'
import { priorities } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { failureOf } from '../../../rpc/failure.ts'
import { useRun } from '../../../stores/run-context.tsx'
import { ActionMenu } from '../../../ui/controls/action-menu.tsx'
import { Button, IconButton } from '../../../ui/controls/button.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { isWholeOnly } from '../task/allowed-actions.ts'
import { AgentChoice } from '../task/assign-to.tsx'
import { fitsOf, listDoable, skillsOfAll, type Verb } from './allowed-actions.ts'
import { type Chosen, type Refusals, useChosen, useChosenCommands } from './use-selection.ts'

const says = words.run.chosen

interface ChosenBarProps {
  readonly run: RunView
  readonly keys: readonly string[]
  readonly isShown: boolean
  readonly onClear: () => void
  /** Called when the selection bar or a dialog closes, to return the focus to the table. */
  readonly onBack: () => void
}

/** Actions on the selected tasks. The bar is below the table, so that no row moves under the pointer. */
export function ChosenBar({ run, keys, isShown, onClear, onBack }: ChosenBarProps) {
  const tasks = useRun((state) => state.tasks)
  const chosen = keys.flatMap((key) => tasks.get(key) ?? [])
  const fits = fitsOf(chosen, run)
  const doing = useChosen(run, fits, tasks)
  const [asking, setAsking] = useState<Verb | null>(null)
  const close = () => {
    setAsking(null)
    onBack()
  }
  const bar = (verb: Verb) =>
    fits[verb].length > 0 ? null : verb === 'retry' && isWholeOnly(run) ? says.retry.never : says[verb].none
  useChosenCommands({
    count: chosen.length,
    bar,
    onVerb: (verb) => (verb === 'retry' ? doing.retry() : setAsking(verb)),
  })
  const offer = (verb: Verb) => {
    const count = fits[verb].length
    return {
      disabled: count === 0 || doing.isBusy,
      title: bar(verb) ?? (count < chosen.length ? says.fits(count, chosen.length) : undefined),
      children: count === 0 || count === chosen.length ? says[verb].button : says[verb].some(count),
    }
  }
  if (chosen.length === 0 || (!isShown && asking === null)) return null
  const offered = offer('priority')
  return (
    <section
      aria-label={says.label}
      className="flex max-h-[60%] shrink-0 flex-col border-line border-t bg-surface"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        if (asking === null) onClear()
        close()
      }}
    >
      <div className="min-h-0 overflow-y-auto">
        {doing.refusals !== null && <RefusedTasks {...doing.refusals} onDismiss={doing.dismiss} />}
        {doing.startError !== null && (
          <div className="px-6 pt-3">
            <FailureNote error={doing.startError} />
          </div>
        )}
        {asking === 'cancel' && (
          <CancelChosen
            count={fits.cancel.length}
            onCancel={() => {
              doing.cancel()
              close()
            }}
            onClose={close}
          />
        )}
        {asking === 'assign' && <AssignChosen tasks={fits.assign} doing={doing} onClose={close} />}
      </div>
      <div className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-2 px-4 py-2 sm:px-6">
        <p className="tabular me-2 font-medium">{says.count(chosen.length)}</p>
        <Button icon={RotateCcw} {...offer('retry')} onClick={doing.retry} />
        <Button icon={UserRoundCog} {...offer('assign')} onClick={() => setAsking('assign')} />
        {/* Not a select element: in a form list, arrow keys would apply every option they pass. */}
        <ActionMenu
          trigger={
            <Button icon={Flag} title={offered.title}>
              {offered.children}
            </Button>
          }
          disabled={offered.disabled}
          side="top"
          isOpen={asking === 'priority'}
          onOpen={(isOpen) => setAsking(isOpen ? 'priority' : null)}
          items={priorities.map((priority) => ({
            ...{ key: priority, title: words.designer.priorities[priority] },
            run: () => doing.setPriority(priority),
          }))}
        />
        <Button look="danger" icon={CircleSlash} {...offer('cancel')} onClick={() => setAsking('cancel')} />
        <IconButton
          label={says.none}
          icon={X}
          className="ms-auto"
          onClick={() => {
            onClear()
            onBack()
          }}
        />
      </div>
    </section>
  )
}

/** The pressed button is removed, so the focus moves to this element. */
const enter = (node: HTMLElement | null) => node?.focus()

interface CancelChosenProps {
  readonly count: number
  readonly onCancel: () => void
  readonly onClose: () => void
}

/** Confirmation, because cancelling a task cannot be undone. */
function CancelChosen({ count, onCancel, onClose }: CancelChosenProps) {
  return (
    <section
      ref={enter}
      tabIndex={-1}
      aria-label={says.cancel.label}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-4 py-3 sm:px-6"
    >
      <p className="min-w-64 flex-1">
        <span className="font-medium">{says.cancel.ask(count)}</span>{' '}
        <span className="text-muted">{says.cancel.about}</span>
      </p>
      <div className="flex flex-wrap gap-2">
        <Button look="danger" disabled={count === 0} onClick={onCancel}>
          {says.cancel.submit(count)}
        </Button>
        <Button onClick={onClose}>{says.cancel.keep}</Button>
      </div>
    </section>
  )
}

const namedAtMost = 5

/** Tasks that refused the action, with the reasons. */
function RefusedTasks({ refused, of, onDismiss }: Refusals & { readonly onDismiss: () => void }) {
  return (
    <div role="alert" className="flex items-start gap-3 bg-failed-soft px-4 py-2 sm:px-6">
      <CircleAlert size={16} className="mt-1 shrink-0 text-failed" aria-hidden />
      <div className="min-w-0 flex-1 py-0.5">
        <p className="font-medium">{says.refused(refused.length, of)}</p>
        <ul>
          {refused.slice(0, namedAtMost).map(({ task, error }) => (
            <li key={task.key} className="break-words">
              <span className="font-medium">{task.title}</span>{' '}
              <span className="text-muted">{failureOf(error).message}</span>
            </li>
          ))}
        </ul>
        {refused.length > namedAtMost && (
          <p className="text-muted">{says.more(refused.length - namedAtMost)}</p>
        )}
      </div>
      <IconButton label={says.dismiss} icon={X} onClick={onDismiss} />
    </div>
  )
}

interface AssignChosenProps {
  readonly tasks: readonly TaskView[]
  readonly doing: Chosen
  readonly onClose: () => void
}

/** Assigns all selected tasks to one agent. Agents that can do the most tasks come first. */
function AssignChosen({ tasks, doing, onClose }: AssignChosenProps) {
  const { orpc } = useRpc()
  const ranked = useQuery(
    orpc.skills.match.queryOptions({
      input: { skills: skillsOfAll(tasks) },
      placeholderData: keepPreviousData,
    }),
  )
  const give = (agent: { id: string; name: string } | null) => {
    const candidate = ranked.data?.candidates.find(({ agentId }) => agentId === agent?.id)
    doing.assign(candidate === undefined ? tasks : listDoable(tasks, candidate.verdict), agent)
    onClose()
  }
  const pins = new Set(tasks.map(({ pin }) => pin))
  const [pin] = pins.size === 1 ? pins : []
  return (
    <div className="px-4 py-3 sm:px-6">
      <AgentChoice
        title={says.assign.title(tasks.length)}
        heading="h2"
        about={doing.isOver ? says.assign.aboutAgain : says.assign.about}
        pin={pin}
        share={({ verdict }) => ({ count: listDoable(tasks, verdict).length, of: tasks.length })}
        ranked={ranked}
        isBusy={doing.isBusy}
        error={null}
        onChoose={(id, name) => give({ id, name })}
        onAnyone={tasks.some((task) => task.pin !== undefined) ? () => give(null) : null}
        onClose={onClose}
      />
    </div>
  )
}
