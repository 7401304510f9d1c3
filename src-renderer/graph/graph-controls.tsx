import { useReactFlow } from '@xyflow/react'
import {
  ArrowDown,
  ArrowUp,
  ImageDown,
  Maximize,
  MoveDown,
  MoveRight,
  UnfoldHorizontal,
  UnfoldVertical,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import { useMemo } from 'react'
import { runCommand } from '../commands/registry.ts'
import { ActionMenu } from '../ui/controls/action-menu.tsx'
import { IconButton } from '../ui/controls/button.tsx'
import { words } from '../words/words.ts'
import type { Direction, LayoutItem } from './layout/layout.ts'
import { stillOr } from './layout/still.ts'

/** The graph as an image, for elsewhere. */
const saves = [
  { id: 'graph.saveSvg', title: words.graph.saveSvg },
  { id: 'graph.savePng', title: words.graph.savePng },
] as const

interface GraphControlsProps {
  readonly items: readonly LayoutItem[]
  readonly collapsed: ReadonlySet<string>
  readonly direction: Direction
  readonly onCollapse: (collapsed: ReadonlySet<string>) => void
  readonly onDirection: (direction: Direction) => void
  readonly onFit: () => void
}

export function GraphControls(props: GraphControlsProps) {
  const { items, collapsed, direction, onCollapse, onDirection, onFit } = props
  const flow = useReactFlow()
  const groups = useMemo(() => items.filter(({ kind }) => kind === 'group').map(({ key }) => key), [items])
  const isAnyClosed = groups.some((key) => collapsed.has(key))
  const isRight = direction === 'right'
  return (
    <div className="flex rounded-lg border border-line bg-raised p-0.5 shadow-low">
      <IconButton
        label={words.graph.zoomIn}
        icon={ZoomIn}
        onClick={() => void flow.zoomIn({ duration: stillOr(120) })}
      />
      <IconButton
        label={words.graph.zoomOut}
        icon={ZoomOut}
        onClick={() => void flow.zoomOut({ duration: stillOr(120) })}
      />
      <IconButton label={words.graph.fit} icon={Maximize} onClick={onFit} />
      <IconButton
        label={isRight ? words.graph.toBottom : words.graph.toRight}
        icon={isRight ? MoveDown : MoveRight}
        onClick={() => onDirection(isRight ? 'down' : 'right')}
      />
      {groups.length > 0 && (
        <IconButton
          label={isAnyClosed ? words.graph.openGroups : words.graph.closeGroups}
          icon={isAnyClosed ? UnfoldHorizontal : UnfoldVertical}
          onClick={() => onCollapse(new Set(isAnyClosed ? [] : groups))}
        />
      )}
      <ActionMenu
        trigger={<IconButton label={words.graph.saveImage} icon={ImageDown} />}
        side="top"
        isLoose
        items={saves.map(({ id, title }) => ({ key: id, title, run: () => void runCommand(id) }))}
      />
    </div>
  )
}

interface ChangeStepsProps {
  readonly changes: readonly string[]
  /** The task that is looked at. */
  readonly lead: string | null
  readonly onStep: (by: 1 | -1) => void
}

/** From one change to the next, and how many there are. */
export function ChangeSteps({ changes, lead, onStep }: ChangeStepsProps) {
  const at = lead === null ? -1 : changes.indexOf(lead)
  return (
    <div className="flex w-max items-center rounded-lg border border-line bg-raised p-0.5 shadow-low">
      <IconButton label={words.graph.previousChange} icon={ArrowUp} onClick={() => onStep(-1)} />
      <IconButton label={words.graph.nextChange} icon={ArrowDown} onClick={() => onStep(1)} />
      <span role="status" className="tabular px-2 text-muted text-sm">
        {words.graph.changeCount(at + 1, changes.length)}
      </span>
    </div>
  )
}

/** The change that comes after the one that is looked at, around the end. */
export function stepChange(changes: readonly string[], lead: string | null, by: 1 | -1): string | null {
  const at = lead === null ? -1 : changes.indexOf(lead)
  if (at === -1) return (by === 1 ? changes[0] : changes.at(-1)) ?? null
  return changes[(at + by + changes.length) % changes.length] ?? null
}
