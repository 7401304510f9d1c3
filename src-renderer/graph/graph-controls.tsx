import { useReactFlow } from '@xyflow/react'
import {
  Maximize,
  MoveDown,
  MoveRight,
  UnfoldHorizontal,
  UnfoldVertical,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import { useMemo } from 'react'
import { IconButton } from '../ui/controls/button.tsx'
import { words } from '../words/words.ts'
import type { Direction, LayoutItem } from './layout/layout.ts'
import { stillOr } from './layout/still.ts'
import { SaveMenu } from './save-menu.tsx'

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
      <SaveMenu />
    </div>
  )
}
