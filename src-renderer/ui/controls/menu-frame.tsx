import { Menu } from '@base-ui/react/menu'
import { clsx } from 'clsx'
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactElement, ReactNode } from 'react'

interface MenuFrameProps
  extends Pick<ComponentProps<typeof Menu.Positioner>, 'side' | 'align' | 'sideOffset'> {
  /** Button that opens the menu. */
  readonly trigger: ReactElement
  readonly disabled?: boolean
  /** Non-modal: the page around the menu still reacts to the pointer. */
  readonly isLoose?: boolean
  /** Controls the menu. Absent: the menu manages its own open state. */
  readonly isOpen?: boolean
  readonly onOpen?: (isOpen: boolean) => void
  /** Landmark that contains the menu; absent: the end of the document. */
  readonly container?: HTMLElement | null
  readonly className?: string
  readonly children: ReactNode
}

export function MenuFrame({
  trigger,
  disabled = false,
  isLoose = false,
  isOpen,
  onOpen,
  ...rest
}: MenuFrameProps) {
  const { container, side, align = 'start', sideOffset = 4, className, children } = rest
  return (
    <Menu.Root
      modal={!isLoose}
      {...(isOpen !== undefined && { open: isOpen })}
      {...(onOpen !== undefined && { onOpenChange: onOpen })}
    >
      <Menu.Trigger disabled={disabled} render={trigger} />
      <Menu.Portal {...(container != null && { container })}>
        <Menu.Positioner {...{ side, align, sideOffset }} className="z-40">
          <Menu.Popup
            // A click in the menu must not activate the row that contains it.
            onClick={(event) => event.stopPropagation()}
            className={clsx(
              'appearing rounded-lg border border-line bg-raised p-1 shadow-high outline-none',
              className,
            )}
          >
            {children}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

export const menuItemClass =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-hover'

interface MenuItemProps extends ComponentProps<typeof Menu.Item> {
  readonly icon?: LucideIcon | undefined
}

export const MenuItem = ({ icon: Icon, className, children, ...rest }: MenuItemProps) => (
  <Menu.Item {...rest} className={clsx(menuItemClass, className)}>
    {Icon !== undefined && <Icon size={14} aria-hidden />}
    {children}
  </Menu.Item>
)
