import { Menu } from '@base-ui/react/menu'
import type { ReactElement } from 'react'

interface ActionMenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement
  readonly disabled?: boolean
  readonly items: readonly { readonly key: string; readonly title: string; readonly run: () => void }[]
  readonly side?: 'top' | 'bottom'
  readonly align?: 'start' | 'end'
  /** The page around it keeps the pointer. */
  readonly isLoose?: boolean
  /** Opened from elsewhere as well, by a key for example. */
  readonly isOpen?: boolean
  readonly onOpen?: (isOpen: boolean) => void
}

/** A button with a few things to do. */
export function ActionMenu(props: ActionMenuProps) {
  const { trigger, disabled = false, items, side = 'bottom', align = 'start', isLoose = false } = props
  const { isOpen, onOpen } = props
  return (
    <Menu.Root
      modal={!isLoose}
      {...(isOpen !== undefined && { open: isOpen })}
      {...(onOpen !== undefined && { onOpenChange: onOpen })}
    >
      <Menu.Trigger disabled={disabled} render={trigger} />
      <Menu.Portal>
        <Menu.Positioner {...{ side, align }} sideOffset={4} className="z-40">
          <Menu.Popup className="appearing min-w-36 rounded-lg border border-line bg-raised p-1 shadow-high outline-none">
            {items.map(({ key, title, run }) => (
              <Menu.Item
                key={key}
                onClick={run}
                className="flex h-8 cursor-pointer items-center rounded-md px-2 outline-none data-[highlighted]:bg-hover"
              >
                {title}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
