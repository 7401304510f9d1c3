import { ArrowDown, ArrowUp, ImageDown, UnfoldHorizontal, UnfoldVertical } from 'lucide-react'
import { useMemo } from 'react'
import { words } from '#shared/words/words.ts'
import { ActionMenu } from '../ui/controls/action-menu.tsx'
import { IconButton } from '../ui/controls/button.tsx'
import type { useGraphCommands } from './interaction/use-graph-commands.ts'
import type { LayoutItem } from './layout/layout.ts'

interface GraphControlsProps {
  readonly items: readonly LayoutItem[]
  readonly collapsed: ReadonlySet<string>
  readonly onCollapse: (collapsed: ReadonlySet<string>) => void
  readonly commands: ReturnType<typeof useGraphCommands>
}

export function GraphControls({ items, collapsed, onCollapse, commands }: GraphControlsProps) {
  const groups = useMemo(() => items.filter(({ kind }) => kind === 'group').map(({ key }) => key), [items])
  const isAnyClosed = groups.some((key) => collapsed.has(key))
  return (
    <div className="flex rounded-lg border border-line bg-raised p-0.5 shadow-low">
      {commands.moves.map(({ id, title, icon, run }) => (
        <IconButton key={id} label={title} icon={icon} onClick={run} />
      ))}
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
        items={commands.saves.map(({ id, title, run }) => ({ key: id, title, run }))}
      />
    </div>
  )
}

interface ChangeStepsProps {
  readonly changes: readonly string[]
  /** Key of the current task; null for none. */
  readonly lead: string | null
  readonly onStep: (by: 1 | -1) => void
}

/** Buttons for the previous and next change, with the number of changes. */
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

/** Key of the next or previous change, wrapping around at both ends; null without changes. */
export function stepChange(changes: readonly string[], lead: string | null, by: 1 | -1): string | null {
  const at = lead === null ? -1 : changes.indexOf(lead)
  if (at === -1) return (by === 1 ? changes[0] : changes.at(-1)) ?? null
  return changes[(at + by + changes.length) % changes.length] ?? null
}
