import { Menu } from '@base-ui/react/menu'
import { clsx } from 'clsx'
import {
  Clapperboard,
  Copy,
  Download,
  Ellipsis,
  FolderOpen,
  GitCompare,
  type LucideIcon,
  PencilLine,
  Play,
  Trash2,
} from 'lucide-react'
import { words } from '../../words/words.ts'
import type { PlanRow } from './rows.ts'
import type { PlanActions } from './use-plan-actions.ts'

interface RowMenuProps {
  readonly row: PlanRow
  readonly actions: PlanActions
  readonly onRename: (row: PlanRow) => void
  readonly onExport: (row: PlanRow) => void
  readonly onVersions: (row: PlanRow) => void
}

/** What can be done with a plan, in its line. */
export function RowMenu({ row, actions, onRename, onExport, onVersions }: RowMenuProps) {
  const isSample = row.kind === 'sample'
  const canRun = row.kind !== 'draft' && row.isRunnable === true
  return (
    <Menu.Root>
      <Menu.Trigger
        aria-label={words.plans.actionsOf(row.title)}
        onClick={(event) => event.stopPropagation()}
        className="inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink data-[popup-open]:bg-hover"
      >
        <Ellipsis size={16} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={4} className="z-40">
          <Menu.Popup
            onClick={(event) => event.stopPropagation()}
            className="appearing w-56 rounded-lg border border-line bg-raised p-1 shadow-high outline-none"
          >
            <Item icon={FolderOpen} text={words.plans.open} onClick={() => actions.open(row)} />
            {row.kind !== 'draft' && (
              <>
                <Item icon={Play} text={words.plans.run} isOff={!canRun} onClick={() => actions.run(row)} />
                <Item
                  icon={Clapperboard}
                  text={words.runs.simulate}
                  isOff={!canRun}
                  onClick={() => actions.run(row, true)}
                />
              </>
            )}
            <Item icon={Copy} text={words.plans.duplicate} onClick={() => actions.duplicate(row)} />
            {!isSample && (
              <>
                <Item icon={PencilLine} text={words.plans.rename} onClick={() => onRename(row)} />
                <Item icon={Download} text={words.plans.export} onClick={() => onExport(row)} />
                {row.kind === 'plan' && (
                  <Item icon={GitCompare} text={words.plans.versions} onClick={() => onVersions(row)} />
                )}
                <Menu.Separator className="my-1 h-px bg-line" />
                <Item icon={Trash2} text={words.plans.remove} isGrave onClick={() => actions.remove(row)} />
              </>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

interface ItemProps {
  readonly icon: LucideIcon
  readonly text: string
  readonly isOff?: boolean
  readonly isGrave?: boolean
  readonly onClick: () => void
}

function Item({ icon: Icon, text, isOff = false, isGrave = false, onClick }: ItemProps) {
  return (
    <Menu.Item
      disabled={isOff}
      onClick={onClick}
      className={clsx(
        'flex h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 outline-none data-[disabled]:pointer-events-none data-[highlighted]:bg-hover data-[disabled]:opacity-50',
        isGrave && 'text-failed',
      )}
    >
      <Icon size={14} aria-hidden className={isGrave ? '' : 'text-muted'} />
      {text}
    </Menu.Item>
  )
}
