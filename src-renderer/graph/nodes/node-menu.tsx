import { Menu } from '@base-ui/react/menu'
import { useStore } from 'zustand'
import { words } from '#shared/words/words.ts'
import { capsOf } from '../../commands/key-names.ts'
import { commandStore, findCommand, isDisabled } from '../../commands/registry.ts'
import type { Point } from '../layout/layout.ts'

interface NodeMenuProps {
  /** In screen coordinates; null: the menu is closed. */
  readonly at: Point | null
  /** Command ids, in groups. Unregistered commands are omitted. */
  readonly groups: readonly (readonly string[])[]
  readonly onClose: () => void
}

/** Context menu for the selection, with the same commands as the shortcuts and the palette. */
export function NodeMenu({ at, groups, onClose }: NodeMenuProps) {
  const registry = useStore(commandStore)
  if (at === null) return null
  const commands = groups.map((ids) => ids.flatMap((id) => findCommand(registry, id) ?? []))
  const filled = commands.filter((group) => group.length > 0)
  if (filled.length === 0) return null
  const anchor = { getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0) }
  return (
    <Menu.Root open onOpenChange={(isOpen) => !isOpen && onClose()} modal={false}>
      <Menu.Portal>
        <Menu.Positioner anchor={anchor} side="bottom" align="start" className="z-50">
          <Menu.Popup
            aria-label={words.graph.menu}
            className="min-w-52 rounded-lg border border-line bg-raised p-1 shadow-high outline-none"
          >
            {filled.map((group, place) => (
              <Menu.Group key={group.map(({ id }) => id).join(' ')}>
                {place > 0 && <Menu.Separator className="mx-1 my-1 h-px bg-line" />}
                {group.map((command) => (
                  <Menu.Item
                    key={command.id}
                    disabled={isDisabled(command)}
                    title={command.disabled ?? undefined}
                    onClick={command.run}
                    className="flex h-8 cursor-default items-center gap-2 rounded-md px-2 text-ink outline-none data-disabled:text-faint data-highlighted:bg-hover"
                  >
                    <span className="inline-flex w-4 text-muted">
                      {command.icon !== undefined && <command.icon size={14} aria-hidden />}
                    </span>
                    <span className="pe-6">{command.title}</span>
                    {command.keys?.[0] !== undefined && (
                      <span aria-hidden className="ms-auto text-faint text-xs">
                        {capsOf(command.keys[0])
                          .map((caps) => caps.join('+'))
                          .join(' ')}
                      </span>
                    )}
                  </Menu.Item>
                ))}
              </Menu.Group>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
