import { Menu } from '@base-ui/react/menu'
import { clsx } from 'clsx'
import { History, Redo2, Undo2 } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { setPlan } from '../../../entities/plans/edits/plan-settings.ts'
import { goTo } from '../../../stores/plan-document.ts'
import { usePlanDocument, usePlanDocumentStore } from '../../../stores/plan-document-context.tsx'
import { useOrigin } from '../../../stores/plan-session-context.tsx'
import { IconButton } from '../../../ui/controls/button.tsx'
import { MenuFrame, menuItemClass } from '../../../ui/controls/menu-frame.tsx'
import { words } from '../../../words/words.ts'
import { useActions } from '../actions.ts'
import { SaveNote } from '../autosave/save-note.tsx'
import { CommandButton } from './command-button.tsx'
import { PlanMenu } from './plan-menu.tsx'

interface DesignerHeaderProps {
  readonly isChanged: boolean
  readonly isBusy: boolean
}

/** What plan this is and how it stands: kept or not, and what can be done with the whole of it. */
export function DesignerHeader({ isChanged, isBusy }: DesignerHeaderProps) {
  const actions = useActions()
  const title = usePlanDocument(({ document }) => document.title)
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b bg-surface px-4 py-2">
      <div className="min-w-[160px] flex-1">
        <h1 className="sr-only">{title}</h1>
        <TitleInput
          label={words.designer.planTitle}
          title={title}
          onLeave={(next) => actions.act(setPlan({ title: next }, words.designer.fields.title))}
          className="font-semibold text-lg"
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

/** The steps that were taken, newest first: any of them can be gone back to. */
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
  readonly label: string
  readonly title: string
  /** It was changed, and is not empty. */
  readonly onLeave: (title: string) => void
  readonly onKeyDown?: (event: KeyboardEvent) => void
  readonly className?: string
}

/** A title that can be written over where it stands; what is typed counts when the field is left. */
function TitleInput({ label, title, onLeave, onKeyDown, className }: TitleInputProps) {
  const take = (input: HTMLInputElement) => {
    const next = input.value.trim()
    if (next === '') input.value = title
    else if (next !== title) onLeave(next)
  }
  return (
    <input
      // Another title, mended or taken back, is another field.
      key={title}
      aria-label={label}
      defaultValue={title}
      maxLength={500}
      onBlur={(event) => take(event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        onKeyDown?.(event)
      }}
      className={clsx(
        '-ms-1.5 w-full min-w-0 truncate rounded-sm bg-transparent px-1.5 py-0.5 text-ink hover:bg-hover focus:bg-surface',
        className,
      )}
    />
  )
}
