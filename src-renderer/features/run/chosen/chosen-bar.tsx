import { CircleSlash, RotateCcw, UserRoundCog, X } from 'lucide-react'
import { useState } from 'react'
import type { RunView } from '#shared/model/runs/run.ts'
import { useRun } from '../../../stores/run-context.tsx'
import { Button, IconButton } from '../../../ui/controls/button.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { words } from '../../../words/words.ts'
import { isWholeOnly } from '../task/take-over.ts'
import { AssignChosen } from './assign-chosen.tsx'
import { CancelChosen } from './cancel-chosen.tsx'
import { fitsOf, type Verb } from './fits.ts'
import { PriorityMenu } from './priority-menu.tsx'
import { RefusedTasks } from './refused-tasks.tsx'
import { useChosen } from './use-chosen.ts'
import { useChosenCommands } from './use-chosen-commands.ts'

const says = words.run.chosen

interface ChosenBarProps {
  readonly run: RunView
  readonly keys: readonly string[]
  readonly isShown: boolean
  readonly onClear: () => void
  /** What was asked here is answered: the table has the keys again. */
  readonly onBack: () => void
}

/** What can be done to the chosen tasks together. It stands below the table, so that no row moves under the pointer. */
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
    bars: { cancel: bar('cancel'), retry: bar('retry'), assign: bar('assign'), priority: bar('priority') },
    on: {
      cancel: () => setAsking('cancel'),
      retry: doing.retry,
      assign: () => setAsking('assign'),
      priority: () => setAsking('priority'),
    },
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
        <PriorityMenu
          {...offer('priority')}
          isOpen={asking === 'priority'}
          onOpen={(isOpen) => setAsking(isOpen ? 'priority' : null)}
          onChoose={doing.setPriority}
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
