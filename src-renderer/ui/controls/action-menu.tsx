import type { ComponentProps } from 'react'
import { MenuFrame, MenuItem } from './menu-frame.tsx'

interface ActionMenuProps extends Omit<ComponentProps<typeof MenuFrame>, 'children'> {
  readonly items: readonly { readonly key: string; readonly title: string; readonly run: () => void }[]
}

/** A button that opens a menu of actions. */
export const ActionMenu = ({ items, ...frame }: ActionMenuProps) => (
  <MenuFrame className="min-w-36" {...frame}>
    {items.map(({ key, title, run }) => (
      <MenuItem key={key} onClick={run}>
        {title}
      </MenuItem>
    ))}
  </MenuFrame>
)
