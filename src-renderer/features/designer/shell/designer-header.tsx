import { Menu } from '@base-ui/react/menu'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { Ellipsis, History, Redo2, Trash2, Undo2 } from 'lucide-react'
import { Fragment } from 'react'
import { useStore } from 'zustand'
import { words } from '#shared/words/words.ts'
import { commandStore, findCommand, isDisabled, runCommand } from '../../../commands/registry.ts'
import { keeperOf } from '../../../entities/drafts/autosave-registry.ts'
import { removePlan } from '../../../entities/drafts/remove-plan.ts'
import { setPlan } from '../../../entities/plans/edits/plan-settings.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { failureOf } from '../../../rpc/failure.ts'
import { goTo } from '../../../stores/plan-document.ts'
import { usePlanDocument, usePlanDocumentStore } from '../../../stores/plan-document-context.tsx'
import { dropSession } from '../../../stores/plan-session.ts'
import { useOrigin, usePlanSession } from '../../../stores/plan-session-context.tsx'
import { IconButton } from '../../../ui/controls/button.tsx'
import { MenuFrame, MenuItem, menuItemClass } from '../../../ui/controls/menu-frame.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { useActions } from '../actions.ts'
import { SaveNote } from '../autosave/save-note.tsx'
import { CommandButton } from './command-button.tsx'

interface DesignerHeaderProps {
  readonly isChanged: boolean
  readonly isBusy: boolean
}

/** The plan title, the save state, and actions on the entire plan. */
export function DesignerHeader({ isChanged, isBusy }: DesignerHeaderProps) {
  const actions = useActions()
  const title = usePlanDocument(({ document }) => document.title)
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b bg-surface px-4 py-2">
      <div className="min-w-[160px] flex-1">
        <h1 className="sr-only">{title}</h1>
        <TitleInput
          title={title}
          onLeave={(next) => actions.act(setPlan({ title: next }, words.designer.fields.title))}
        />
      </div>
      <SaveNote isChanged={isChanged} />
      <KeptState isChanged={isChanged} isBusy={isBusy} />
      <div className="flex items-center">
        <CommandButton id="plan.undo" icon={Undo2} isIcon />
        <CommandButton id="plan.redo" icon={Redo2} isIcon />
        <HistoryMenu />
        <PlanMenu />
      </div>
      <div className="flex gap-2">
        <CommandButton id="plan.keep" />
        <CommandButton id="plan.simulate" />
        <CommandButton id="plan.run" look="primary" />
      </div>
    </header>
  )
}

function KeptState({ isChanged, isBusy }: DesignerHeaderProps) {
  const isKept = useOrigin(({ planId }) => planId !== null)
  const text = isBusy
    ? words.designer.state.busy
    : !isKept
      ? words.designer.state.new
      : isChanged
        ? words.designer.state.changed
        : words.designer.state.kept
  return (
    <p role="status" className="text-muted text-sm">
      {text}
    </p>
  )
}

const shownSteps = 30

/** The undo history, newest first. Selecting an entry goes back or forward to it. */
function HistoryMenu() {
  const plan = usePlanDocumentStore()
  const past = usePlanDocument((state) => state.past)
  const future = usePlanDocument((state) => state.future)
  const steps = [
    ...future.map(({ label }, at) => ({ label, to: past.length + at + 1 })).toReversed(),
    ...past.map(({ label }, at) => ({ label, to: at + 1 })).toReversed(),
    { label: words.designer.historyStart, to: 0 },
  ]
  const at = steps.findIndex(({ to }) => to === past.length)
  const from = Math.max(0, at - 10)
  return (
    <MenuFrame
      trigger={<IconButton label={words.designer.history} icon={History} />}
      disabled={steps.length === 1}
      align="end"
      className="max-h-[60vh] w-72 overflow-auto"
    >
      <Menu.RadioGroup
        value={String(past.length)}
        onValueChange={(to) => plan.setState((state) => goTo(state, Number(to)), true)}
      >
        {steps.slice(from, from + shownSteps).map(({ label, to }) => (
          <Menu.RadioItem
            key={to}
            value={String(to)}
            closeOnClick
            className={clsx(menuItemClass, to > past.length && 'text-faint')}
          >
            <span className="flex w-2 justify-center">
              <Menu.RadioItemIndicator className="size-1.5 rounded-full bg-accent" />
            </span>
            <span className="min-w-0 truncate" title={label}>
              {label}
            </span>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </MenuFrame>
  )
}

interface TitleInputProps {
  readonly title: string
  /** Called with the new title, only if it differs and is not empty. */
  readonly onLeave: (title: string) => void
}

/** Title that is edited in place. The new title applies on blur. */
function TitleInput({ title, onLeave }: TitleInputProps) {
  const take = (input: HTMLInputElement) => {
    const next = input.value.trim()
    if (next === '') input.value = title
    else if (next !== title) onLeave(next)
  }
  return (
    <input
      // Resets the field when the title changes elsewhere.
      key={title}
      aria-label={words.designer.planTitle}
      defaultValue={title}
      maxLength={500}
      onBlur={(event) => take(event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
      }}
      className="-ms-1.5 w-full min-w-0 truncate rounded-sm bg-transparent px-1.5 py-0.5 font-semibold text-ink text-lg hover:bg-hover focus:bg-surface"
    />
  )
}

const groups = [
  [
    ...['plan.describeChange', 'plan.dryRun', 'plan.settings', 'plan.fixSafe', 'plan.renumber'],
    ...['plan.publishNamed', 'plan.versions'],
  ],
  ['plan.saveJson', 'plan.saveYaml', 'graph.saveSvg', 'graph.savePng', 'plan.export'],
]

/** Less common actions on the entire plan. */
function PlanMenu() {
  const planId = useOrigin((origin) => origin.planId)
  const remove = useRemove()
  return (
    <MenuFrame
      trigger={<IconButton label={words.designer.more} icon={Ellipsis} />}
      align="end"
      className="w-60"
    >
      {groups.map((ids) => (
        <Fragment key={ids[0]}>
          {ids.map((id) => (
            <CommandItem key={id} id={id} />
          ))}
          <Menu.Separator className="my-1 h-px bg-line" />
        </Fragment>
      ))}
      {planId !== null && (
        <MenuItem
          icon={Trash2}
          onClick={() => remove.mutate(planId)}
          className="text-failed"
          disabled={remove.isPending}
        >
          {words.designer.deletePlan}
        </MenuItem>
      )}
    </MenuFrame>
  )
}

function CommandItem({ id }: { id: string }) {
  const command = useStore(commandStore, (registry) => findCommand(registry, id))
  if (command === undefined) return null
  return (
    <MenuItem
      icon={command.icon}
      disabled={isDisabled(command)}
      title={command.disabled ?? command.title}
      onClick={() => void runCommand(id)}
    >
      {command.title}
    </MenuItem>
  )
}

/**
 * Removes the plan from the list; the toast offers an undo. Runs are not affected because each has a copy of the plan.
 */
function useRemove() {
  const { client } = useRpc()
  const session = usePlanSession()
  const navigate = useNavigate()
  const onError = (error: unknown) => showToast({ title: failureOf(error).message, isFailure: true })
  return useMutation({
    mutationFn: async (planId: string) => {
      // Save pending draft changes first; otherwise they would return later as a separate draft.
      await keeperOf(session.plan)?.flush()
      return removePlan(client, planId)
    },
    onSuccess: async (restore, planId) => {
      dropSession(planId)
      showToast({
        title: words.designer.planDeleted(session.plan.getState().document.title),
        description: words.designer.runsStay,
        undo: () => void restore().catch(onError),
      })
      await navigate({ to: '/', search: {} })
    },
    onError,
  })
}
