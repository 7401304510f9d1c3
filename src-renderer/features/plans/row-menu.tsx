import { Menu } from '@base-ui/react/menu'
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
import { words } from '#shared/words/words.ts'
import { IconButton } from '../../ui/controls/button.tsx'
import { MenuFrame, MenuItem } from '../../ui/controls/menu-frame.tsx'
import type { PlanRow } from './rows.ts'
import type { PlanActions } from './use-plan-actions.ts'

interface RowMenuProps {
  readonly row: PlanRow
  readonly actions: PlanActions
  readonly onRename: (row: PlanRow) => void
  readonly onExport: (row: PlanRow) => void
  readonly onVersions: (row: PlanRow) => void
}

export function RowMenu({ row, actions, onRename, onExport, onVersions }: RowMenuProps) {
  const isSample = row.kind === 'sample'
  const canRun = row.kind !== 'draft' && row.isRunnable === true
  return (
    <MenuFrame
      trigger={
        <IconButton
          label={words.plans.actionsOf(row.title)}
          icon={Ellipsis}
          className="size-7! data-[popup-open]:bg-hover"
          onClick={(event) => event.stopPropagation()}
        />
      }
      align="end"
      className="w-56"
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
    </MenuFrame>
  )
}

interface ItemProps {
  readonly icon: LucideIcon
  readonly text: string
  readonly isOff?: boolean
  readonly isGrave?: boolean
  readonly onClick: () => void
}

const Item = ({ icon, text, isOff = false, isGrave = false, onClick }: ItemProps) => (
  <MenuItem
    icon={icon}
    disabled={isOff}
    onClick={onClick}
    className={isGrave ? 'text-failed' : '[&>svg]:text-muted'}
  >
    {text}
  </MenuItem>
)
